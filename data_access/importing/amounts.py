"""A cell's number, exactly: never by way of a binary fraction."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

EXCEL_DIGITS = 15  # Excel keeps no more; what follows is an artefact of binary fractions


def decimal(value: object) -> Decimal | None:
    """What a cell says as an exact number; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    text = f"{value:.{EXCEL_DIGITS}g}" if isinstance(value, float) else str(value)
    text = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
