"""A ranking as exhibits: bars with places and distances, and tiles in the county's own layout."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from metrics import ranking as ranks
from metrics.exhibits import value_of
from metrics.formatting import number_text, pair_text, value_text
from metrics.ranking import Ranking, Standing
from metrics.results import Exhibit, View
from metrics.source import Source


def bars(source: Source, view: View, ranking: Ranking, page: str, subject: str = "") -> Exhibit:
    """Kind `ranking`: the place before the name, parts and distance to the target beside the figure."""
    one = ranking.indicator
    finding = ranks.finding(source, ranking)
    rows = [_bar(ranking, row, subject) for row in ranking.standings]
    options: dict = {"direction": one.direction, "height": max(200, 22 * len(rows) + 50)}
    whole = ranking.whole
    if whole is not None and whole.value is not None and one.kind == "ratio":
        options["references"] = [(f"{source.tree.name(whole.area)}{number_text(whole, dense=True)}", float(whole.value))]
    if ranking.goal is not None and one.unit == "%":
        options |= {"target": float(ranking.goal), "target_text": f"目标{value_text(ranking.goal, one.unit)}"}
    values = [float(row.number.value) for row in ranking.known]
    if one.unit == "%" and values and min(values) > 60:
        options["points"] = True
    options["stated"] = tuple(row.stated for row in ranking.standings if row.stated)
    return Exhibit(
        f"{page}.{one.id}.ranking", "ranking", f"{one.label}：{finding}", pd.DataFrame(rows), one.unit, view,
        finding=f"{one.name}排名，{finding}", notes=ranks.notes(source, ranking),
        numbers=tuple(row.number for row in ranking.standings), options=options,
    )  # fmt: skip


def _bar(ranking: Ranking, row: Standing, subject: str) -> dict:
    lower = ranking.indicator.direction == "lower_better"
    short = ranks.distance_text(row.to_goal, row.unit, lower=lower) if row.to_goal else ""
    small = "基数小" if any("基数小" in note for note in row.notes) else ""
    known = row.number.value is not None
    return {
        "area": row.area,
        "name": f"{row.rank} {row.name}" if row.rank else row.name,
        "value": value_of(row.number),
        "text": number_text(row.number),
        "role": "subject" if row.area == subject else "context" if known else "missing",
        "light": row.light,
        "detail": " ".join(filter(None, (pair_text(row.number), short, small))),
    }


def tiles(source: Source, view: View, ranking: Ranking, page: str) -> Exhibit | None:
    """Kind `tiles`: every area at its place in the county's layout; None where no places are set."""
    one = ranking.indicator
    placed = [row for row in ranking.standings if source.tree[row.area].grid_row is not None]
    if not placed:
        return None
    finding = ranks.finding(source, ranking)
    rows = [
        {
            "area": row.area,
            "name": row.name,
            "value": value_of(row.number),
            "text": number_text(row.number),
            "light": row.light,
            "row": source.tree[row.area].grid_row,
            "column": source.tree[row.area].grid_column,
        }
        for row in placed
    ]
    options: dict = {"direction": one.direction}
    if ranking.goal is not None and one.unit == "%":
        options["target"] = float(ranking.goal)
    return Exhibit(
        f"{page}.{one.id}.tiles", "tiles", f"方格地图 · {one.label}", pd.DataFrame(rows), one.unit, view,
        finding=f"{one.name}按方位排列，{finding}", notes=_notes(source, ranking, placed),
        numbers=tuple(row.number for row in placed), options=options,
    )  # fmt: skip


def _notes(source: Source, ranking: Ranking, placed: Sequence[Standing]) -> tuple[str, ...]:
    left_out = [row.name for row in ranking.standings if row not in placed]
    colours = "颜色越深数值越高" if ranking.indicator.direction == "neutral" else "橙色较差、绿色较好"
    return ("每格一个单位，按大致方位摆放", colours, *([f"未设方位：{'、'.join(left_out)}"] if left_out else []))
