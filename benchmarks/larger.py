"""The demo county with a longer past: its three years again and again, until there are so many observations."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

YEARS = 3  # that the demo county has
COUNTY = "990101"
OLDER = (
    """insert into observation select version, "row" + :rows, area, indicator, value, iif(first > 0, first - :months, 0),
    iif(last > 0, last - :months, 0), year - :years, nature, approx, place, covers_whole, stated_span, source, quote, note
    from observation where area like :county and year > 2022""",
    """insert into figure select indicator, span, parent, month - :months, area, layer, version, value, numerator, denominator,
    reporting, expected, basis, approx, other, mask from figure where area like :county and month > 202300""",
)


def grow(folder: Path, observations: int) -> int:
    """Adds whole turns of three years to the database in the folder until it holds that many; returns how many it holds.

    Every year has the figures of one of the demo's, so that only the length of the past differs.
    """
    with closing(sqlite3.connect(folder / "cockpit.db")) as connection, connection:
        held = _count(connection)
        step = connection.execute('select max("row") + 1 from observation').fetchone()[0]
        turn = 0
        while held < observations:
            turn += 1
            years = YEARS * turn
            shift = {"rows": step * turn, "months": 100 * years, "years": years, "county": f"{COUNTY}%"}
            for statement in OLDER:
                connection.execute(statement, shift)
            held = _count(connection)
        earlier = {"months": 100 * YEARS * turn, "county": f"{COUNTY}%"}
        connection.execute("update batch set first = first - :months where first > 0 and area like :county", earlier)
    return held


def _count(connection: sqlite3.Connection) -> int:
    return connection.execute("select count(*) from observation").fetchone()[0]
