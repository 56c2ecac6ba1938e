"""The base of every closed list: a stored Dutch code with its label and a plain explanation."""

from enum import StrEnum
from typing import ClassVar, Self


class Term(StrEnum):
    """One word of a closed list. The member name is English; value, label and explanation are Dutch."""

    dutch_name: ClassVar[str]
    # Shadows str.title on purpose: every list has a heading, and no code is ever put in title case.
    title: ClassVar[str]  # type: ignore[assignment]
    about: ClassVar[str]
    is_public: ClassVar[bool]
    """Whether the list is part of the open data; lists of the editorial work are not."""

    label: str
    explanation: str

    # The defaults exist for type checkers only, which read `Party("gemeente")` as a call of this method.
    def __new__(cls, value: str, label: str = "", explanation: str = "") -> Self:
        """Keep the code as the string itself, so that a term can be stored and compared as text."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        term.explanation = explanation
        return term

    def __init_subclass__(cls, *, dutch_name: str, title: str, about: str, is_public: bool = True) -> None:
        """Take the name, heading and description of the list from the class line."""
        super().__init_subclass__()
        cls.dutch_name = dutch_name
        cls.title = title
        cls.about = about
        cls.is_public = is_public
