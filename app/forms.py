"""What all forms share: no field that the form does not have, and no file where a text belongs."""

from typing import Annotated

from fastapi import Form, Path
from pydantic import BaseModel, ConfigDict

RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
"""The number of a row in an address; another number leads nowhere."""
PersonId = Annotated[int, Form(ge=0, le=2**31 - 1)]
"""The number of a person as a list to choose from sends it."""


class PostedForm(BaseModel):
    """The fields of a form as they were typed; what they must be is looked at by whoever uses them.

    A field that the form does not have is refused: nobody gets a role by adding a field (mass assignment).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
