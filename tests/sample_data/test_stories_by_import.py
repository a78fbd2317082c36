"""The demo county's stories arrive as files too: what its returns hold is read back whole, and the faults are told on the way."""

import io

import openpyxl
import pytest

from data_access import engine as engines
from data_access.areas import add_areas, add_duties
from data_access.errors import InputError
from data_access.importing import grids
from data_access.scope import EVERYTHING
from data_access.specs import SCALE, Return
from metrics import returning
from metrics.checks import checks
from metrics.evaluate import numbers
from metrics.formatting import month_key
from metrics.quality import in_returns
from metrics.reporting import calendar
from metrics.results import Span
from metrics.source import open_source
from pages.exports import return_form
from sample_data import demo
from sample_data.demo import stories
from sample_data.demo.areas import COUNTY, code_of, village_code

REASON = "已核对"


@pytest.fixture
def county(tmp_path, monkeypatch):
    """The demo county before its first return; files are read without a process of their own."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(returning, "read_file", grids.read)
    engines.create_schema()
    with engines.writing() as connection:
        add_areas(connection, demo.areas())
        add_duties(connection, demo.duties())


def as_file(rows) -> bytes:
    """A filled list: 区划代码, 单位名称, 指标, 起始月, 截止月, 数值, 计量单位, 备注."""
    book = openpyxl.load_workbook(io.BytesIO(return_form.long_table("xlsx")))
    for row in rows:
        first = month_key(row.first) if row.first != row.last else ""
        book.active.append((row.area, "", row.indicator, first, month_key(row.last), row.value / SCALE, "", ""))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sent(rows, name: str = "月报.xlsx") -> returning.Draft:
    with open_source(EVERYTHING) as source:
        draft = returning.check(as_file(rows), name, source)
    assert draft.errors == []
    return draft


def named(returns: list[Return], title: str) -> Return:
    return next(one for one in returns if one.title == title)


def cells(rows) -> set[tuple]:
    return {(row.area, row.indicator, row.first, row.last, row.value) for row in rows}


def test_the_late_reporter_s_month_and_its_catching_up(county, returns):
    late = named(returns, "2025年9月三岔乡民政月报")
    draft = sent(late.observations)
    assert cells(draft.observations) == cells(late.observations)
    returning.commit(draft, "三岔乡民政办", REASON)
    with open_source(EVERYTHING) as source:
        cell = calendar(source, COUNTY, 202509).cells[stories.LATE_TOWNSHIP, 202509]
    assert cell.days > 0

    caught_up = named(returns, "2025年11月三岔乡民政月报（累计）")
    draft = sent(caught_up.observations, "累计.xlsx")
    assert cells(draft.observations) == cells(caught_up.observations)
    assert any("不按0处理" in one.reason for one in draft.warnings)
    with pytest.raises(InputError, match="提醒需要说明"):
        returning.commit(draft, "三岔乡民政办")
    returning.commit(draft, "三岔乡民政办", stories.CAUGHT_UP_NOTE)
    with open_source(EVERYTHING) as source:
        code = "temporary_relief_person_times"
        assert numbers(source, [code], stories.LATE_TOWNSHIP, Span("month", stories.SILENT))[code].value is None
        assert numbers(source, [code], stories.LATE_TOWNSHIP, Span("ytd", stories.CAUGHT_UP_IN))[code].is_known


def test_the_month_that_was_revised(county, returns):
    hewan, code = code_of("河湾镇"), "temporary_relief_person_times"
    first = [
        row
        for row in named(returns, "2025年5月民政月报").observations
        if row.area == hewan and row.indicator.startswith("temporary_relief")
    ]
    right = next(one for one in returns if one.area == hewan and "更正" in one.title)
    returning.commit(sent(first), "local", REASON)
    draft = sent(right.observations, "更正.xlsx")

    changed = {row.indicator: (now, row.value) for row, now in draft.changes}
    assert changed[code] == (88 * SCALE, 8 * SCALE)
    returning.commit(draft, "local", right.note)
    with open_source(EVERYTHING) as source:
        found = in_returns.findings(source, checks(), COUNTY, 202505)
        assert numbers(source, [code], hewan, Span("month", 202505))[code].value == 8
    assert any(one.kind == "revised" and "更正为" in one.text for one in found)


def test_the_pair_that_cannot_be(county, returns):
    village = village_code(*stories.SWAPPED)
    rows = [row for row in named(returns, "2025年10月民政月报").observations if row.area == village and "meals" in row.indicator]
    draft = sent(rows)

    assert any("大于" in one.reason for one in draft.warnings)
    with pytest.raises(InputError, match="提醒需要说明"):
        returning.commit(draft, "local")
    returning.commit(draft, "local", REASON)
    with open_source(EVERYTHING) as source:
        found = in_returns.findings(source, checks(), COUNTY, 202510)
    assert any(one.area == village and "大于" in one.text for one in found)
