"""One small exhibit of every kind, for the tests of the charts."""

from pathlib import Path

import pandas as pd

from metrics.results import Exhibit, Span, View
from pages import charts

NAN = float("nan")
FOLDER = Path(charts.__file__).parent
MONTHS = [202411, 202412, 202501, 202502]


def exhibit(kind: str, rows: list[dict], unit: str = "%", **options) -> Exhibit:
    view = View("990101", Span("ytd", 202510))
    return Exhibit(f"page.{kind}", kind, "火化率", pd.DataFrame(rows), unit, view, options=options)


def trend(*values: float, **options) -> Exhibit:
    rows = [
        {"month": month, "series": "全县", "role": "subject", "value": value, "text": f"甲{month}"}
        for month, value in zip(MONTHS, values, strict=True)
    ]
    return exhibit("trend", rows, **options)


def ranking(**options) -> Exhibit:
    rows = [
        {"area": "990101", "name": "全县合计", "value": 97.0, "text": "97.0%", "role": "total", "light": "on"},
        {"area": "990101001", "name": "城关镇", "value": 96.0, "text": "96.0%", "role": "context", "light": "behind"},
        {"area": "990101002", "name": "三岔乡", "value": NAN, "text": "未报", "role": "missing", "light": "none"},
        {"area": "990101003", "name": "枫林乡", "value": 88.6, "text": "88.6%", "role": "subject", "light": "off"},
        {"area": "990101004", "name": "双溪镇", "value": 99.4, "text": "99.4%", "role": "context", "light": "on"},
    ]
    return exhibit("ranking", [row | {"detail": "1/2"} for row in rows], **options)


def by_area(kind: str, **options) -> Exhibit:
    values = {"城关镇": [98.0, 97.0, 98.5, 98.1], "三岔乡": [98.0, NAN, 97.0, NAN]}
    rows = [
        {
            "area": f"99010100{index}",
            "name": name,
            "month": month,
            "value": value,
            "text": "未报" if value != value else f"{value}%",
        }
        for index, (name, series) in enumerate(values.items(), 1)
        for month, value in zip(MONTHS, series, strict=True)
    ]
    county = [{"area": "", "name": "全县", "month": month, "value": 97.5, "text": "97.5%", "role": "context"} for month in MONTHS]
    return exhibit(kind, rows + (county if kind != "heat" else []), **options)


def flow() -> Exhibit:
    stages = [("死亡", 2684.0, "2,684人", ""), ("火化", 2604.0, "2,604具", "97.0%"), ("减免", NAN, "未报", "")]
    return exhibit("flow", [dict(zip(("stage", "value", "text", "share"), stage, strict=True)) for stage in stages], "人")


def columns(**options) -> Exhibit:
    def series(name: str, role: str, values: list[float]) -> list[dict]:
        return [
            {"category": month, "series": name, "role": role, "value": value, "text": f"{name}{month}"}
            for month, value in zip(MONTHS, values, strict=True)
        ]

    rows = series("去年", "last_year", [1e6, 2e6, 3e6, 4e6]) + series("今年", "subject", [1e6, NAN, 2e6, 3e6])
    return exhibit("columns", rows, "元", **options)


EVERY = [
    trend(98.0, NAN, 97.0, 97.5),
    ranking(target=97.0, references=[("全县", 97.0)]),
    ranking(points=True, direction="lower_better"),
    by_area("multiples", highlight=["990101001"]),
    by_area("spaghetti", highlight=["990101002"]),
    by_area("heat", direction="higher_better", target=97.0),
    flow(),
    columns(),
    columns(stack=True),
    exhibit("trend", []),
]
