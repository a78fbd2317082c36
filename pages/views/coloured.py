"""A table of printed texts whose cells have colours."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from pandas.io.formats.style import Styler


def coloured(frame: pd.DataFrame, styles: Mapping[tuple[int, str], str]) -> Styler:
    """The frame for `st.dataframe`. styles: CSS by row number and column name, "color:#b3392f;font-weight:600".

    Streamlit asks a Styler to work itself out in every rerun, and then writes what it prints cell by cell over what is
    printed already: 8 ms for a table of 19 rows. This one is worked out here and prints nothing of its own.
    """
    places = {name: number for number, name in enumerate(frame.columns)}
    cells: dict[str, list[str]] = {}
    for (row, column), style in styles.items():
        if style:
            cells.setdefault(style, []).append(f"row{row}_col{places[column]}")
    rules = [{"props": _declarations(style), "selectors": chosen} for style, chosen in cells.items()]
    styler = frame.style
    styler._compute = lambda: styler
    styler._translate = lambda *_, **__: {"cellstyle": rules, "body": []}
    return styler


def _declarations(style: str) -> list[tuple[str, str]]:
    return [(name.strip(), value.strip()) for name, _, value in (part.partition(":") for part in style.split(";"))]
