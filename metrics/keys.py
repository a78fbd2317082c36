"""The key of a figure: what an address holds of it, and the way back from the key to the Number."""

from __future__ import annotations

import re

from metrics.cards import standing_for
from metrics.compare import months_ending
from metrics.errors import UnknownFigure
from metrics.evaluate import numbers, series
from metrics.exhibits import ROLLING, rolled
from metrics.results import Number, Span
from metrics.source import Source

ROLLING_MONTHS = 12
KEY = re.compile(r"^([a-z][a-z0-9_]*)\.(\d{2,12})\.(month|quarter|half|ytd|year|rolling)\.(20\d\d(?:0[1-9]|1[0-2]))$")
TASKS = "key_tasks"  # the one figure that counts targets, not returns


def is_rolling(number: Number) -> bool:
    """Whether it covers the twelve months up to its own."""
    return number.reason.startswith(ROLLING)


def key_of(number: Number) -> str:
    """As `Number.key`, which does not tell a single month from the twelve months that end with it."""
    return number.key.replace(".month.", ".rolling.") if is_rolling(number) else number.key


def is_key(text: str) -> bool:
    return KEY.match(text) is not None


def parts_of(key: str) -> tuple[str, str, str, int]:
    """Indicator, area, span kind (or `rolling`) and closing month. Raises UnknownFigure."""
    match = KEY.match(key)
    if match is None:
        raise UnknownFigure(key)
    code, area, kind, month = match.groups()
    return code, area, kind, int(month)


def number_at(source: Source, key: str) -> Number:
    """The Number as the screen that gave the key shows it. Raises UnknownFigure or UnknownIndicator."""
    code, area, kind, month = parts_of(key)
    one = source.indicator(code)
    if area not in source.tree or not source.scope.covers(area):
        raise UnknownFigure(key)
    if kind == "rolling":
        months = [Span("month", each) for each in months_ending(month, ROLLING_MONTHS)]
        return rolled(one, series(source, one.id, area, months))[-1]
    return standing_for(source, one, numbers(source, [one.id], area, Span(kind, month))[one.id])
