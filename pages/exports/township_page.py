"""一乡一表 as one A4 page of PDF, right on any printer and in black and white too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, Table

from metrics import township_profile as profiles
from metrics.formatting import light_text, span_text
from metrics.results import View
from metrics.source import Source
from metrics.township_profile import Profile
from metrics.township_table import profile_table
from pages.charts.theme import LIGHT
from pages.exports import paper
from pages.exports.grids import Grid
from pages.exports.lettering import printable
from pages.exports.paper import Words

SIZES = (8.5, 8, 7.5, 7, 6.5, 6, 5.5)  # the largest at which everything stands on one page


def pdf(source: Source, view: View, found: Profile, made: datetime) -> bytes:
    """The whole page; the same figures and moment give the same bytes."""
    title = printable(f"{source.tree.name(found.area)}民政工作一乡一表")
    mark = {"demo": "示例数据　"}.get(source.tree[found.area].setting, "")
    under = f"{mark}{span_text(view.span)}　数据版本{view.as_of or source.version}"
    for size in SIZES:
        story = [
            Words(title, 16, bold=True, centred=True, leading=1.3), Words(under, 9, LIGHT.muted, centred=True),
            *_body(source, view, found, size),
        ]  # fmt: skip
        if sum(_height(one) for one in story) <= A4[1] - paper.HEAD - paper.FOOT:
            break
    return paper.bound(story, title, under, made)


def _height(one: Flowable) -> float:
    return one.wrap(paper.INNER, A4[1])[1] + one.getSpaceBefore() + one.getSpaceAfter()


def _body(source: Source, view: View, found: Profile, size: float) -> list[Flowable]:
    frame = profile_table(found, view).iloc[:, :-1]
    frame["灯"] = frame["灯"].str[:1]  # the shape; the words stand below the table, since the page is narrow
    rows = tuple(tuple(printable(str(cell)) for cell in cells) for cells in frame.itertuples(index=False))
    inks = {place: ink for place, row in enumerate(found.rows) if (ink := _ink(row))}
    missing = profiles.unreported(found)
    silent = "多数指标未报，无法判断" if profiles.is_silent(found) else ""
    weak = _list("短板", profiles.weaknesses(found), silent or "没有明显短板", size)
    strong = _list("长处", profiles.strengths(found), silent or "没有排在前三的指标", size)
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    words = [f"未报（{len(missing)}）　{'、'.join(missing)}"] if missing else []
    return [
        paper.table(Grid(tuple(frame.columns), rows), sizes=(size,), inks=inks),
        Table([[weak, strong]], colWidths=[paper.INNER / 2] * 2, style=style),
        *(Words(printable(text), size) for text in words),
        Words(printable(_notes(source, found)), size - 0.5, LIGHT.muted),
    ]


def _ink(row: profiles.Row) -> str:
    if row.number.value is None:
        return LIGHT.muted
    return {"behind": LIGHT.warn, "off": LIGHT.bad}.get(row.light, "")


def _list(title: str, lines: Sequence[str], nothing: str, size: float) -> list[Flowable]:
    head = Words(title, size + 1, bold=True, leading=1.3)
    if not lines:
        return [head, Words(nothing, size, LIGHT.muted)]
    return [
        head,
        *(Words(printable(f"{place}. {line}"), size, leading=1.35, after=0) for place, line in enumerate(lines, start=1)),
    ]


def _notes(source: Source, found: Profile) -> str:
    names = "、".join(source.tree.name(code) for code in found.peers)
    small = profiles.small(found)
    words = [
        f"灯：{'　'.join(light_text(light) for light in ('off', 'behind', 'mark', 'on'))}。",
        "从差到好排列：先按目标和序时，其次为没有目标的、达标的，最后为不评优劣的和未报的。位次并列同名次，未报不排名。",
        f"同类：{names}；比率为同类合计，数量为平均。",
        f"基数小、位次仅供参考：{'、'.join(small)}。" if small else "",
    ]
    return "".join(words)
