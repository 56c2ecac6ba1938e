"""What a form posts, whatever its fields are called: the routes of the desk are made for any class."""

from typing import Annotated

from fastapi import Depends, Request

from app.editing.typed import Typed

MOST_BOXES = 5_000


async def posted_form(request: Request) -> Typed:
    """The posted texts by name. Files are no texts and are left out."""
    form = await request.form(max_fields=MOST_BOXES, max_files=0)
    found: Typed = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            found.setdefault(name, []).append(value)
    return found


Posted = Annotated[Typed, Depends(posted_form)]
