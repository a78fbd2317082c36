"""A ranking as exhibits: bars with places and distances, and a map by boundaries or in the county's own layout of tiles."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data_access import boundaries
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


def area_map(source: Source, view: View, ranking: Ranking, page: str) -> Exhibit | None:
    """Kind `outlines` by the bureau's own boundaries; else kind `tiles`, every area at its place in the county's layout.

    None where neither is set.
    """
    shapes = boundaries.shapes(source.connection, source.scope, [row.area for row in ranking.standings])
    if shapes:
        placed = [row for row in ranking.standings if row.area in shapes]
        notes = _notes(source, ranking, placed, "按本单位提供的边界绘制", "没有边界")
        return _drawn(source, view, ranking, page, placed, ("outlines", "乡镇地图", notes, {"shapes": shapes}))
    placed = [row for row in ranking.standings if source.tree[row.area].grid_row is not None]
    if not placed:
        return None
    notes = _notes(source, ranking, placed, "每格一个单位，按大致方位摆放", "未设方位")
    return _drawn(source, view, ranking, page, placed, ("tiles", "方格地图", notes, {}))


def _drawn(
    source: Source, view: View, ranking: Ranking, page: str, placed: Sequence[Standing], how: tuple[str, str, tuple, dict]
) -> Exhibit:
    """how: kind, title, notes and further options."""
    one, (kind, title, notes, options) = ranking.indicator, how
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
    options = options | {"direction": one.direction}
    if ranking.goal is not None and one.unit == "%":
        options["target"] = float(ranking.goal)
    return Exhibit(
        f"{page}.{one.id}.{kind}", kind, f"{title} · {one.label}", pd.DataFrame(rows), one.unit, view,
        finding=f"{one.name}按方位排列，{ranks.finding(source, ranking)}", notes=notes,
        numbers=tuple(row.number for row in placed), options=options,
    )  # fmt: skip


def _notes(source: Source, ranking: Ranking, placed: Sequence[Standing], how: str, lacking: str) -> tuple[str, ...]:
    left_out = [row.name for row in ranking.standings if row not in placed]
    colours = "颜色越深数值越高" if ranking.indicator.direction == "neutral" else "橙色较差、绿色较好"
    return (how, colours, *([f"{lacking}：{'、'.join(left_out)}"] if left_out else []))
