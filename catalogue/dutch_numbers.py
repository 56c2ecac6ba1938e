"""Numbers as people type them in Dutch: "1.234,50", "€ 12", "80%"."""

import re
from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

LONGEST = 40
_AROUND = re.compile(r"^(?:€|eur(?:o)?)|(?:%|procent|euro|,-)$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_WRITTEN = re.compile(r"-?[0-9][0-9.]*(?:,[0-9]*)?$", re.ASCII)
_POINT = re.compile(r"-?[0-9]+\.[0-9]{1,2}$", re.ASCII)

NOT_A_NUMBER = "Vul een getal in, bijvoorbeeld {}."
AMOUNT = "1.234,50"


def dutch_number(text: str, *, example: str = AMOUNT) -> Decimal:
    """The number in a text. Raises ValueError with a Dutch sentence that says what to do, with an example.

    A point is for thousands: "12.50" is refused, as it may be read as twelve or as twelve hundred and fifty.
    """
    bare = _AROUND.sub("", _SPACES.sub("", text)).replace("−", "-")
    if len(bare) > LONGEST or not _WRITTEN.match(bare):
        raise ValueError(NOT_A_NUMBER.format(example))
    if _POINT.match(bare):
        raise ValueError(f"Bedoelt u {bare.replace('.', ',')}? Schrijf centen na een komma, zonder punt.")
    try:
        return Decimal(parse_decimal(bare, locale="nl", strict=True))
    except NumberFormatError:
        raise ValueError(NOT_A_NUMBER.format(example)) from None


def whole_number(text: str, *, example: str) -> int:
    """The whole number in a text. Raises ValueError with a Dutch sentence that says what to do."""
    is_point = _POINT.match(text.strip())
    if is_point or (number := dutch_number(text, example=example)) != number.to_integral_value():
        raise ValueError("Vul een heel getal in, zonder cijfers achter de komma.")
    return int(number)
