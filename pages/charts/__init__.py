"""An exhibit as a Plotly figure, a plain dictionary: `spec()`. Its title is not drawn, since the frame prints it as text.

Values are floats with NaN for unknown, which stays a gap; what is printed is the frame's `text`, never computed
here. A text may go on after a space with its parts (98.1% 139/140): small places print the figure alone. Columns in
brackets may be left out. All kinds: options["height"] in pixels. multiples, heat and columns print more where
options["width"] promises more than the 620 pixels of half a screen.

trend      month (yyyymm), series, value, text, [role: subject | highlight | last_year | context | target].
           Last year's rows may carry their own months or this year's. A target may be one row or one per month.
           options: zero (True: the axis starts at zero, False: never, absent: the data decide).
ranking    area, name, value, text, [role: context | subject | total | missing], [light: on | mark | behind |
           off | none], [detail: n/d]. The total is pinned on top, missing rows stand at the bottom as a word.
           options: direction (higher_better | lower_better | neutral), target (float), target_text,
           references [(label, value)], points (True: points on a cut axis instead of bars from zero).
multiples  area, name, month, value, text, [role]; rows with area "" are the county's grey line in each panel. Panels
           in the frame's order. options: highlight [area], columns (6), zero.
spaghetti  the same frame as one plot: options: highlight [area] in colour over the grey rest, zero.
heat       area, name, month, value, text; rows in the frame's order. options: direction and target (colours from
           bad to good around it; neutral or absent: from little to much).
flow       stage, value, text, [share: text, of the stage before], [area].
columns    category (a yyyymm int or a name), series, value, text, [role: subject | context | last_year | highlight |
           total], [area]. A total is written above the stack. options: stack, labels (True or False: print or leave
           out the figures at the bars; absent: where they fit).
progress   name, value (completion in percent), text, pace (percent or NaN), light, [detail: read by pointing]. Rows in the
           frame's order; a bar beyond 130 % is cut with an arrow.
waterfall  area, name, value, text, role: start | part | rest | end, or folded for the parts that `rest` adds up and that
           are not drawn; [tone: good | bad | neutral], [detail: for pointing at]. A part's value is its signed step.
tiles      area, name, value, text, light, row, column: a square per area at its place. options: direction and target as
           for heat.
outlines   area, name, value, text, light: an area by its boundary. options: shapes {area: rings of [longitude, latitude]},
           direction and target as for heat.

Clicks: customdata is the area code (ranking, tiles, outlines), the month (trend), [area, month] (multiples, spaghetti, heat), the area
or else the category (columns), the area or else the stage (flow), the area (waterfall); `clicked()` reads all of them.
"""

from __future__ import annotations

from dataclasses import replace

from metrics.results import Exhibit
from pages.charts import columns, flow, heat, multiples, outlines, progress, ranking, theme, tiles, trend, waterfall
from pages.charts.alternative import alt_text

__all__ = ["BUILDERS", "alt_text", "clicked", "spec"]

BUILDERS = {
    "trend": trend.build,
    "ranking": ranking.build,
    "multiples": multiples.build,
    "spaghetti": multiples.build_spaghetti,
    "heat": heat.build,
    "flow": flow.build,
    "columns": columns.build,
    "progress": progress.build,
    "waterfall": waterfall.build,
    "tiles": tiles.build,
    "outlines": outlines.build,
}


def spec(exhibit: Exhibit, *, dark: bool = False, projector: bool = False, wall: bool = False) -> dict:
    """The exhibit as a plain Plotly dictionary {"data", "layout"}; on a wall it is as much higher as its letters are."""
    style = theme.look(dark, projector, wall)
    if wall and "height" in exhibit.options:
        exhibit = replace(exhibit, options=exhibit.options | {"height": round(exhibit.options["height"] * style.scale)})
    drawn = BUILDERS[exhibit.kind](exhibit, style)
    return {"data": drawn["data"], "layout": theme.layout(style) | drawn["layout"]}


def clicked(customdata: object) -> tuple[str, int]:
    """Area code and month of a clicked mark; "" and 0 where it stands for neither."""
    parts = customdata if isinstance(customdata, list | tuple) else [customdata]
    area = next((part for part in parts if isinstance(part, str) and part.isdigit()), "")
    month = next((int(part) for part in parts if isinstance(part, int | float) and not isinstance(part, bool)), 0)
    return area, month
