"""What a chart says, in one Chinese sentence, for those who cannot see it and for the list of figures."""

from __future__ import annotations

import html

from metrics.formatting import month_text
from metrics.results import Exhibit
from pages.charts import pieces


def alt_text(exhibit: Exhibit) -> str:
    """The exhibit's finding, or a sentence derived from its frame."""
    if exhibit.finding:
        return exhibit.finding
    rows = pieces.records(exhibit.frame, text=pieces.NOTHING, role="subject", area="")
    say = {"trend": _lines, "multiples": _latest, "spaghetti": _latest, "heat": _latest, "ranking": _extremes}
    said = say.get(exhibit.kind, _listed)(rows) if rows else pieces.NOTHING
    return html.unescape(f"{pieces.escaped(exhibit.title)}：{said}。")  # spoken text needs no escaping


def _lines(rows: list[dict]) -> str:
    """Each subject's last known value."""
    own = [row for row in rows if row["role"] in ("subject", "highlight")] or rows
    ends = [known[-1] for group in pieces.grouped(own, "series").values() if (known := _known(group))]
    return "，".join(f"{row['series']}{month_text(row['month'])}为{row['text']}" for row in ends) or "均未报"


def _latest(rows: list[dict]) -> str:
    last = max(row["month"] for row in rows)
    return f"{month_text(last)}" + _extremes([row for row in rows if row["month"] == last])


def _extremes(rows: list[dict]) -> str:
    areas = [row for row in rows if row["role"] != "total" and (row["area"] or row["role"] == "subject")]
    known = _known(areas)
    missing = f"，未报{len(areas) - len(known)}个" if len(known) < len(areas) else ""
    if not known:
        return f"未报{len(areas)}个"
    if len({row["text"] for row in known}) == 1:
        return (f"{known[0]['name']}{known[0]['text']}" if len(known) == 1 else f"均为{known[0]['text']}") + missing
    high, low = max(known, key=lambda row: row["value"]), min(known, key=lambda row: row["value"])
    return f"最高{high['name']}{high['text']}，最低{low['name']}{low['text']}{missing}"


def _listed(rows: list[dict]) -> str:
    words = [f"{_name(row)}{row['text']}" for row in rows[:8]]
    return "，".join(words) + ("等" if len(rows) > len(words) else "")


def _name(row: dict) -> str:
    name = row.get("stage") or row.get("category") or ""
    return (month_text(name) if isinstance(name, int) else str(name)) + str(row.get("series", ""))


def _known(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["value"] is not None]
