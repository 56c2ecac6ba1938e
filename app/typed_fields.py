"""Forms whose fields follow from data: the fields as they were typed."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request


async def typed_fields(request: Request) -> Mapping[str, str]:
    """Every text field of a form; files are left out. Of a name that comes twice the last one counts."""
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


Typed = Annotated[Mapping[str, str], Depends(typed_fields)]
