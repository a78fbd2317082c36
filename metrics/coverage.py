"""Coverage rates in their two families, and the villages that a facility rate still leaves out."""

from __future__ import annotations

import pandas as pd

from metrics.compare import changes
from metrics.evaluate import children
from metrics.formatting import change_text, number_text, pair_text
from metrics.model import Indicator
from metrics.results import View
from metrics.source import Source

COLUMNS = ["覆盖率", "数值", "分子/分母", "同比", "统计级", "说明"]
LEVELS = {"village": "村", "township": "乡镇", "county": "县"}


def rates(source: Source, family: str) -> list[Indicator]:
    """Rates of one family in catalogue order: facility or people."""
    return [one for one in source.catalogue.ratios() if one.family == family and one.tier == "core"]


def coverage_table(source: Source, view: View, family: str) -> pd.DataFrame:
    """A row per rate; columns COLUMNS, printed text. A rate that nobody returns says so. `attrs["keys"]`: each row's figure."""
    codes = [one.id for one in rates(source, family)]
    rows, keys = [], []
    for code, change in changes(source, codes, view.area, view.span, "yoy").items():
        one, number = source.indicator(code), change.current
        note = number.reason or ("" if number.is_complete else f"上报{number.reporting}/{number.expected}")
        if number.state == "quoted":
            note = "引用报送比率，分子、分母未列"
        if one.is_quoted_only and not number.is_known:
            note = "无数据来源：待报表提供分子、分母"
        compared = change_text(change.now, change.before, one.unit) if change.difference is not None else "—"
        rows.append([one.name, number_text(number, dense=True), pair_text(number), compared, LEVELS[one.finest], note])
        keys.append(number.key)
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame.attrs["keys"] = {"数值": keys}
    return frame


def without(source: Source, view: View, code: str) -> dict[str, list[str]]:
    """Villages with a numerator of zero, by township: {township: [village, …]}; empty for rates of people."""
    one = source.indicator(code)
    if one.family != "facility" or one.finest != "village":
        return {}
    here = source.tree[view.area]
    townships = [here] if here.level == "township" else list(source.tree.children(view.area)) if here.level == "county" else []
    found: dict[str, list[str]] = {}
    for township in townships:
        below = children(source, [code], township.code, view.span)[one.id]
        names = [source.tree.name(area) for area, number in below.items() if number.d and number.n == 0]
        if names:
            found[township.name] = names
    return found
