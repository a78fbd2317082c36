"""One area's assessment as one A4 page: total, place, every deduction, the trend; an HTML file that prints itself right."""

from __future__ import annotations

from html import escape
from string import Template

import pandas as pd

from metrics.assessment import tables, words
from metrics.assessment.history import Line
from metrics.assessment.score import AreaScore, Assessment
from metrics.formatting import month_text, span_text
from metrics.results import Span
from metrics.source import Source
from pages.charts import theme

PAGE = Template("""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>$title</title>
<style>
@page { size: A4 portrait; margin: 11mm 10mm 9mm; }
* { box-sizing: border-box; }
body { font-family: $fonts; color: $ink; font-size: ${size}pt; line-height: 1.32; margin: 0 auto; max-width: 190mm; }
h1 { font-size: 15pt; text-align: center; margin: 0 0 1mm; }
h2 { font-size: 10pt; margin: 2mm 0 0.6mm; }
.under { text-align: center; color: $muted; margin: 0 0 2mm; }
.sum { display: flex; justify-content: space-around; border: 0.3mm solid $context; padding: 1.6mm; margin: 0 0 1mm; }
.sum span { white-space: nowrap; }
.sum b { font-size: 12pt; }
.rest { columns: 2; column-gap: 4mm; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.2mm solid $context; padding: 0.7mm 1mm; text-align: left; vertical-align: top; }
th { background: $grid; font-weight: 600; text-align: center; white-space: nowrap; }
td.n { text-align: right; white-space: nowrap; }
tr { break-inside: avoid; }
p { margin: 0.6mm 0; }
.small { color: $muted; }
</style></head><body>
<h1>$title</h1><p class="under">$under</p>
<div class="sum">$sum</div>
<h2>扣分清单（按失分从多到少）</h2>$losses
<h2>没有失分和没有计分的项目</h2><div class="rest">$rest</div>
$entered
<h2>各月得分</h2>$trend
<p class="small">$notes</p>
</body></html>""")
NUMBERS = frozenset({"失分", "得分", "分值", "得分/分值", "自评分", "考评分"})
ROOM = 14  # deductions that leave room on the page at the larger letters


def html(source: Source, found: Assessment, area: str, line: Line) -> str:
    """The whole file; every text that comes from data is escaped. line: `history.scores`."""
    one, look = found.of(area), theme.LIGHT
    lost = tables.losses(source, found, [area]).frame.drop(columns=["单位", "完成时限"])
    lost["实际"] = [text.partition("，数据版本")[0] for text in lost["实际"]]  # the page's head says it once
    marks = {"demo": "示例数据　"}.get(source.tree[area].setting, "")
    span = span_text(Span("ytd", found.month))
    version = f"方案第{found.scheme_version}版　" if found.scheme_version else "示例方案　"
    return PAGE.substitute(
        fonts=theme.FONTS, ink=look.ink, muted=look.muted, context=look.context, grid=look.grid,
        size="8" if len(lost) <= ROOM else "6.8",
        title=escape(f"{one.name}　{found.scheme.name}"), under=escape(f"{marks}{span}　{version}数据版本{found.version}"),
        sum=_sum(found, one),
        losses=table_html(lost) if len(lost) else "<p>没有失分。</p>",
        rest=_rest(found, one), entered=_entered(tables.unit(source, found, area).frame), trend=_trend(found, line),
        notes=escape("。".join(words.written_rules(found.scheme)) + "。补分按分母和其他项目不变测算。"),
    )  # fmt: skip


def _sum(found: Assessment, one: AreaScore) -> str:
    cells = [
        ("总分", tables.scored(found, one.total)), ("位次", f"{one.rank}/{found.ranked}" if one.rank else "不排名"),
        ("等次", one.grade or "—"), ("得分/已计分满分", f"{tables.scored(found, one.score)}/{tables.points(one.full)}"),
        ("失分", tables.scored(found, one.lost)),
        ("距上一名", "—" if one.ahead is None else f"{tables.points(one.ahead)}（{one.ahead_name}）"),
    ]  # fmt: skip
    if found.scheme.way == "up":
        cells = [cell for cell in cells if cell[0] not in ("位次", "距上一名")]
    return "".join(f"<span>{escape(label)}　<b>{escape(text)}</b></span>" for label, text in cells)


def _rest(found: Assessment, one: AreaScore) -> str:
    """Two narrow columns; each score with its raw figure, or why there is none."""
    rows = [
        {
            "项目": item.item.name, "得分/分值": f"{tables.scored(found, item.score, tables.NOT_SCORED)}/{tables.points(item.full)}",
            "实际": words.fact_text(words.main_part(item).fact),
        }
        for item in one.items
        if not item.lost
    ]  # fmt: skip
    return table_html(pd.DataFrame(rows)) if rows else "<p>没有。</p>"


def _entered(frame: pd.DataFrame) -> str:
    """What was given by hand, with its reasons; nothing where nobody has entered anything."""
    if "未完成原因及改进措施" not in frame:
        return ""
    given = frame[frame["未完成原因及改进措施"] != ""]
    names = [name for name in ("项目", "得分", "自评分", "考评分", "未完成原因及改进措施", "说明") if name in given]
    return f"<h2>自评分与考评分</h2>{table_html(given[names].rename(columns={'得分': '计分'}))}"


def table_html(frame: pd.DataFrame) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in frame.columns)
    rows = [
        "".join(
            f"<td{' class=n' if name in NUMBERS else ''}>{escape(str(cell))}</td>"
            for name, cell in zip(frame.columns, cells, strict=True)
        )
        for cells in frame.itertuples(index=False)
    ]
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def _trend(found: Assessment, line: Line) -> str:
    """Month by month: total and place."""
    frame = pd.DataFrame(
        [
            ["总分", *(tables.scored(found, one.total) for _, one, _ in line)],
            ["位次", *(f"{one.rank}/{ranked}" if one.rank else "—" for _, one, ranked in line)],
        ],
        columns=["月份", *(month_text(month, year=False) for month, _, _ in line)],
    )
    return table_html(frame if found.scheme.way == "down" else frame.iloc[:1])
