"""The demo county's returns as tests read them: made once, the last word on every figure, sums of single months."""

from __future__ import annotations

import pandas as pd
import pytest

from data_access.specs import SCALE
from sample_data import demo

COUNTY = "990101"


@pytest.fixture(scope="session")
def returns():
    return demo.returns()


@pytest.fixture(scope="session")
def told(returns) -> pd.DataFrame:
    """Every figure as it last stood: a later return replaces an earlier one of the same span."""
    rows = [
        (row.indicator, row.area, row.first, row.last, row.year or row.last // 100, row.value / SCALE)
        for one in returns for row in one.observations
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["indicator", "area", "first", "last", "year", "value"])
    return frame.drop_duplicates(["indicator", "area", "first", "last", "year"], keep="last")


@pytest.fixture(scope="session")
def total(told):
    """total(indicator, first, last, area prefix): the sum of what was returned for single months."""
    single = told[told["first"] == told["last"]]
    by_name = dict(iter(single.groupby("indicator")))

    def add(name: str, first: int, last: int | None = None, area: str = COUNTY) -> float:
        rows = by_name[name]
        chosen = rows["last"].between(first, last or first) & rows["area"].str.startswith(area)
        return rows.loc[chosen, "value"].sum()

    return add


@pytest.fixture(scope="session")
def yearly(told):
    rows = told[told["last"] == 0].groupby(["indicator", "year"])["value"].sum()
    return lambda name, year: rows[name, year]
