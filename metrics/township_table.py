"""The township sheet as printed rows, and the county's list of townships to choose from, those with most below the warning level or not reported first."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from metrics.compare import COMPARE_WORDS
from metrics.evaluate import children
from metrics.formatting import LIGHTS, UNKNOWN, change_text, number_text, value_text
from metrics.keys import key_of
from metrics.lights import Judge
from metrics.ranking import distance_text
from metrics.results import View
from metrics.source import Source
from metrics.township_profile import Profile, Row, by_span, codes_of, is_owed

COLUMNS = ["条线", "指标", "本乡镇", "全县", "目标", "灯", "位次", "同比", "同类均值", "距目标", "近12个月"]
SHORT_LINES = {
    "social_assistance": "救助", "elderly_care": "养老", "disability": "残疾人", "child_welfare": "儿童", "funeral": "殡葬",
    "community": "基层", "subsidies": "资金", "marriage": "婚姻", "charity_lottery": "慈善",
}  # fmt: skip
LIST_COLUMNS = ["乡镇", "▼低于预警值", "◆滞后", "▲基本达标", "●达标", "未报", "最需关注"]


def profile_table(found: Profile, view: View) -> pd.DataFrame:
    """A row per indicator, worst first; columns COLUMNS, printed but for the last (twelve values). 同比 may be 环比."""
    frame = pd.DataFrame([_cells(row) for row in found.rows], columns=COLUMNS)
    word = COMPARE_WORDS["prev" if view.compare == "prev" else "yoy"]
    return frame.rename(columns={"同比": word})


def _cells(row: Row) -> list:
    one, change = row.indicator, row.change
    lower = one.direction == "lower_better"
    compared = change_text(change.now, change.before, one.unit) if change.difference is not None else UNKNOWN
    known = row.number.is_known
    return [
        SHORT_LINES.get(one.line, ""), one.label, number_text(row.number, dense=known) + ("（部分）" if row.number.state == "partial" else ""),
        number_text(row.whole, dense=True), value_text(row.goal, one.unit, dense=True), "".join(LIGHTS[row.light]), row.place or UNKNOWN,
        compared, value_text(row.peers, one.unit, dense=True),
        distance_text(row.short, row.unit, lower=lower) if row.goal is not None and known else UNKNOWN, list(row.spark),
    ]  # fmt: skip


def townships(source: Source, view: View) -> pd.DataFrame:
    """A row per township of the county: how many figures stand under each light.

    Columns `area`, `key` (of the figure farthest off, else of one that is owed, else of any) and LIST_COLUMNS.
    """
    below = source.tree.children(view.area)
    lights: dict[str, Counter] = {row.code: Counter() for row in below}
    worst: dict[str, list[tuple]] = {row.code: [] for row in below}
    first: dict[str, str] = {}
    for span, group in by_span(source, codes_of(source), view.span).items():
        judge = Judge(source, view.area, span)
        for code, cells in children(source, group, view.area, span).items():
            one = source.indicator(code)
            for area, number in cells.items():
                progress = judge.progress(one, number)
                lights[area]["missing" if is_owed(number) else progress.light] += 1
                if progress.light in ("off", "behind"):
                    far = abs(number.value - progress.goal) / progress.goal if progress.goal else 0
                    worst[area].append(
                        (progress.light != "off", -far, f"{one.label}{number_text(number, dense=True)}", key_of(number))
                    )
                elif is_owed(number) or area not in first:
                    first[area] = key_of(number)
    rows = []
    for row in below:
        counts = lights[row.code]
        gravest = sorted(worst[row.code])[:2]
        words = "、".join(text for _, _, text, _ in gravest) or (f"未报{counts['missing']}项" if counts["missing"] else "")
        key = gravest[0][3] if gravest else first.get(row.code, "")
        rows.append([row.code, key, row.name, *(counts[light] for light in ("off", "behind", "mark", "on", "missing")), words])
    frame = pd.DataFrame(rows, columns=["area", "key", *LIST_COLUMNS])
    grave = (frame["▼低于预警值"] + frame["未报"]).rename("grave")
    return (
        frame.assign(grave=grave)
        .sort_values(["grave", "◆滞后"], ascending=False, kind="stable", ignore_index=True)
        .drop(columns="grave")
    )
