"""The calendar of returns whole: words, cells, notes, the deadline, older versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from data_access.scope import EVERYTHING
from metrics import reporting
from metrics.reporting import Calendar, Cell, calendar_notes, calendar_sentence, calendar_table, deadline
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, JIA, YI


def cell(area, month, due=3, missing=0, days=0, note="", names=()):
    return Cell(area, month, due, missing, days, note, names)


def a_calendar(*cells):
    return Calendar(COUNTY, (202501, 202502), (COUNTY, JIA, YI), {(one.area, one.month): one for one in cells})


YEAR = (
    cell(COUNTY, 202501), cell(COUNTY, 202502, due=0), cell(JIA, 202501, days=3), cell(JIA, 202502, missing=3, names=("甲项", "乙项", "丙项")),
    cell(YI, 202501, days=8), cell(YI, 202502, missing=1, days=2, note="补报", names=("甲项",)),
)  # fmt: skip


def test_the_calendar_in_words(county):
    told = county.ask(lambda source: calendar_sentence(source, a_calendar(*YEAR)))
    assert told == "2025年2月：已报0个，未报或漏项2个（甲镇、乙乡）。甲镇2025年1月迟报3天；乙乡2025年1—2月迟报8、2天。"

    good = [replace(one, missing=0, days=0, names=()) for one in YEAR]
    assert (
        county.ask(lambda source: calendar_sentence(source, a_calendar(*good))) == "2025年2月：已报2个，全部报齐。本年没有迟报。"
    )
    late = [replace(one, missing=0) for one in YEAR]
    assert county.ask(lambda source: calendar_sentence(source, a_calendar(*late))).startswith("2025年2月：已报2个，全部报齐。")
    assert county.ask(lambda source: calendar_sentence(source, Calendar(COUNTY, (), ()))) == "所选单位没有报送任务。"


def test_the_calendar_as_tables(county):
    texts, states = county.ask(lambda source: calendar_table(source, a_calendar(*YEAR)))

    assert list(texts.columns) == list(states.columns) == ["单位", "1月", "2月"]
    assert texts.values.tolist() == [
        ["小县（本级）", "● 已报", "不应报"], ["甲镇", "◆ 迟报3天", "— 未报"], ["乙乡", "◆ 迟报8天", "▲ 漏1项·迟报2天"],
    ]  # fmt: skip
    assert states.values.tolist() == [["", "full", "none"], ["", "late", "missing"], ["", "late", "partial"]]

    notes = county.ask(lambda source: calendar_notes(source, a_calendar(*YEAR)))
    assert notes.values.tolist() == [
        ["甲镇", "2025年2月", "— 未报", "甲项、乙项、丙项", ""], ["乙乡", "2025年2月", "▲ 漏1项·迟报2天", "甲项", "补报"],
        ["甲镇", "2025年1月", "◆ 迟报3天", "", ""], ["乙乡", "2025年1月", "◆ 迟报8天", "", ""],
    ]  # fmt: skip
    more = county.ask(
        lambda source: calendar_notes(
            source, a_calendar(*YEAR[:3], cell(JIA, 202502, 9, 4, names=("甲项", "乙项", "丙项")), *YEAR[4:])
        )
    )
    assert more["缺少"].tolist()[0] == "甲项、乙项、丙项等"


@pytest.mark.parametrize(("text", "day"), [("", reporting.DEADLINE), ("5", 5), ("28", 28), ("29", reporting.DEADLINE), ("0", reporting.DEADLINE),
                                           ("初五", reporting.DEADLINE), ("1", 1)])  # fmt: skip
def test_the_deadline_is_a_day_of_the_next_month(text, day, county):
    def ask(source):
        there = replace(source, settings={reporting.DEADLINE_SETTING: text})
        return [deadline(there, month) for month in (202501, 202511, 202512)]

    assert county.ask(ask) == [date(2025, 2, day), date(2025, 12, day), date(2026, 1, day)]


def test_an_older_version_s_calendar_knows_only_what_had_come(county):
    """甲镇's one figure of January, then its correction to nothing at all by a second version of 乙乡."""
    county.report(("temporary_relief_amount", JIA, 202501, 5), submitted_at=datetime(2025, 2, 3))
    county.report(("temporary_relief_amount", YI, 202501, 5), submitted_at=datetime(2025, 2, 4))

    def missing(source, area):
        found = reporting.calendar(source, COUNTY, 202501).cells[area, 202501]
        return found.due - found.missing

    with open_source(EVERYTHING, 1) as source:
        assert (missing(source, JIA), missing(source, YI)) == (1, 0)
        own = reporting.calendar(source, JIA, 202501)
        assert own.cells[JIA, 202501].due - own.cells[JIA, 202501].missing == 1
    with open_source(EVERYTHING) as source:
        assert (missing(source, JIA), missing(source, YI)) == (1, 1)
