"""The calendar of returns: due, late, incomplete and missing by area and month; payment rhythms are respected."""

from __future__ import annotations

from datetime import datetime

from metrics.reporting import calendar, calendar_notes, calendar_sentence, calendar_table
from tests.metrics.conftest import COUNTY, JIA, YI

RELIEF = ("temporary_relief_person_times", "temporary_relief_amount", "temporary_relief_reserve_spent_amount")


def relief(area, months, value=1):
    return [(code, area, months, value) for code in RELIEF]


def only_relief(source):
    """The county's duties, of which the tests report 临时救助 only."""
    kept = {code: one for code, one in source.catalogue.indicators.items() if code in (*RELIEF, "age_allowance_amount")}
    return kept


def asked(county, month, monkeypatch, area=COUNTY):
    """The calendar of a catalogue that asks for 临时救助 every month and 高龄津贴 every quarter."""

    def of(source):
        few = tuple(only_relief(source).values())
        monkeypatch.setattr(type(source.catalogue), "stored", lambda self: few)
        seen = calendar(source, area, month)
        return seen, calendar_sentence(source, seen), calendar_table(source, seen)[0], calendar_notes(source, seen)

    return county.ask(of)


def test_words_say_who_reported_who_was_late_and_what_is_missing(county, monkeypatch):
    """甲镇 in time on 5 February; 乙乡 sends two of three on 18 February: eight days late, one item short."""
    county.report(*relief(JIA, 202501), submitted_at=datetime(2025, 2, 5))
    county.report(*relief(YI, 202501)[:2], submitted_at=datetime(2025, 2, 18))

    seen, sentence, table, notes = asked(county, 202501, monkeypatch)

    assert [seen.cells[area, 202501].text for area in (JIA, YI)] == ["● 已报", "▲ 漏1项·迟报8天"]
    assert sentence == "2025年1月：已报1个，未报或漏项1个（乙乡）。乙乡2025年1月迟报8天。"
    assert table.iloc[:, 0].tolist() == ["甲镇", "乙乡"]
    assert notes["缺少"].tolist() == ["临时救助备用金支出额"]


def test_a_township_without_a_return_is_missing_not_zero(county, monkeypatch):
    county.report(*relief(JIA, 202501), submitted_at=datetime(2025, 2, 5))

    seen, *_ = asked(county, 202501, monkeypatch)

    assert seen.cells[YI, 202501].text == "— 未报"


def test_late_only(county, monkeypatch):
    county.report(*relief(JIA, 202501), submitted_at=datetime(2025, 2, 22))

    seen, *_ = asked(county, 202501, monkeypatch)

    assert seen.cells[JIA, 202501].text == "◆ 迟报12天"


def test_a_correction_does_not_make_a_return_late(county, monkeypatch):
    county.report(*relief(JIA, 202501), submitted_at=datetime(2025, 2, 5))
    county.report(*relief(JIA, 202501, 2), submitted_at=datetime(2025, 6, 1), note="更正")

    seen, *_ = asked(county, 202501, monkeypatch)

    assert seen.cells[JIA, 202501].state == "full"
    assert seen.cells[JIA, 202501].note == "更正"


def test_a_quarterly_payment_is_not_due_in_between(county, monkeypatch):
    """Three figures are owed in February, a fourth in March."""
    seen, *_ = asked(county, 202503, monkeypatch)

    assert [seen.cells[JIA, month].due for month in (202501, 202502, 202503)] == [3, 3, 4]


def test_a_month_held_by_a_later_cumulative_return_is_named(county, monkeypatch):
    """乙乡 sends January to March at once: March counts, the months inside cannot be told apart."""
    rows = [*relief(YI, "202501-202503", 6), ("age_allowance_amount", YI, 202503, 100)]
    county.report(*rows, submitted_at=datetime(2025, 4, 8), note="1—3月累计补报")

    seen, *_ = asked(county, 202503, monkeypatch)

    assert seen.cells[YI, 202502].state == "missing"
    assert "累计数中" in seen.cells[YI, 202502].note
    assert seen.cells[YI, 202503].state == "full"
    assert "3项只有累计数" in seen.cells[YI, 202503].note and "补报" in seen.cells[YI, 202503].note


def test_a_history_handed_in_as_a_whole_is_not_late(demo_dir, monkeypatch):
    from data_access.scope import EVERYTHING
    from metrics.source import open_source

    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        past, now = calendar(source, "990101", 202412), calendar(source, "990101", 202510)

    assert not any(cell.days for cell in past.cells.values())
    sancha = "990101012"
    assert [now.cells[sancha, month].text for month in (202507, 202508, 202509, 202510)] == [
        "◆ 迟报8天", "◆ 迟报12天", "◆ 迟报18天", "— 未报",
    ]  # fmt: skip
    assert all(cell.state == "full" for (area, _), cell in now.cells.items() if area in now.areas and area != sancha)
