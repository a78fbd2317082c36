"""一乡一表 as one A4 page: an HTML file that prints itself right from any browser, in black and white too."""

from __future__ import annotations

from html import escape
from string import Template

import pandas as pd

from metrics import township_profile as profiles
from metrics.formatting import light_text, span_text
from metrics.results import View
from metrics.source import Source
from metrics.township_profile import Profile
from metrics.township_table import profile_table
from pages.charts import theme

PAGE = Template("""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>$title</title>
<style>
@page { size: A4 portrait; margin: 10mm 10mm 8mm; }
* { box-sizing: border-box; }
body { font-family: $fonts; color: $ink; font-size: 8pt; line-height: 1.3; margin: 0 auto; max-width: 190mm; }
h1 { font-size: 15pt; text-align: center; margin: 0 0 1mm; }
.under { text-align: center; color: $muted; margin: 0 0 2mm; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.2mm solid $context; padding: 0.85mm 0.9mm; text-align: right; white-space: nowrap; }
th { background: $grid; font-weight: 600; text-align: center; }
td:nth-child(1), td:nth-child(2) { text-align: left; }
td:nth-child(2) { white-space: normal; }
td:nth-child(6) { text-align: center; }
tr { break-inside: avoid; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 6mm; margin-top: 1.5mm; }
h2 { font-size: 9.5pt; margin: 1mm 0 0.3mm; }
ol { margin: 0; padding-left: 5mm; }
p { margin: 0.6mm 0; }
.small { color: $muted; font-size: 7.6pt; }
</style></head><body>
<h1>$title</h1><p class="under">$under</p>
$table
<div class="two"><div><h2>短板</h2>$weak</div><div><h2>长处</h2>$strong</div></div>
$unreported
<p class="small">$notes</p>
</body></html>""")


def html(source: Source, view: View, found: Profile) -> str:
    """The whole file; every text that comes from data is escaped."""
    name = source.tree.name(found.area)
    frame = profile_table(found, view).iloc[:, :-1]
    frame["灯"] = frame["灯"].str[:1]  # the shape; the words stand below the table, since the page is narrow
    look = theme.LIGHT
    marks = {"demo": "示例数据　"}.get(source.tree[found.area].setting, "")
    missing = profiles.unreported(found)
    silent = "多数指标未报，无法判断" if profiles.is_silent(found) else ""
    return PAGE.substitute(
        fonts=theme.FONTS, ink=look.ink, muted=look.muted, context=look.context, grid=look.grid,
        title=escape(f"{name}民政工作一乡一表"),
        under=escape(f"{marks}{span_text(view.span)}　数据版本{view.as_of or source.version}"),
        table=_table(frame, found),
        weak=_list(profiles.weaknesses(found), silent or "没有明显短板"),
        strong=_list(profiles.strengths(found), silent or "没有排在前三的指标"),
        unreported=f"<p><b>未报（{len(missing)}）</b>　{escape('、'.join(missing))}</p>" if missing else "",
        notes=escape(_notes(source, found)),
    )  # fmt: skip


def _table(frame: pd.DataFrame, found: Profile) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in frame.columns)
    rows = []
    for cells, row in zip(frame.itertuples(index=False), found.rows, strict=True):
        style = theme.light_style("missing" if row.number.value is None else row.light)
        rows.append(f'<tr style="{style}">{"".join(f"<td>{escape(str(cell))}</td>" for cell in cells)}</tr>')
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _list(lines: list[str], nothing: str) -> str:
    if not lines:
        return f'<p class="small">{nothing}</p>'
    return "<ol>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ol>"


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
