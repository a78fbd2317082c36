"""The 数据质量 screen: three tabs of which only the open one is worked out; calm where nothing is found."""

from __future__ import annotations

import pytest

from tests.pages.test_screens import words

COUNTY = "990101"


def test_findings_open_first_by_consequence_with_rule_reason_and_source(run_screen):
    app = run_screen("quality", area=COUNTY, to="2025-10")

    said = words(app).replace("\\", "")
    assert not app.exception
    assert said.index("资金或责任") < said.index("数据矛盾") < said.index("口径与时段")
    for word in ("柳塘镇2025年3—6月", "规则：", "要紧之处：", "出处：《"):
        assert word in said


def test_the_calendar_says_who_has_not_reported(run_screen):
    app = run_screen("quality", area=COUNTY, to="2025-10", tab="calendar")

    table = app.dataframe[0].value
    assert "未报或漏项1个（三岔乡）" in words(app).replace("\\", "")
    assert table[table["单位"] == "三岔乡"]["10月"].tolist() == ["— 未报"]


def test_deaths_against_stops_stand_township_by_township(run_screen):
    app = run_screen("quality", area=COUNTY, to="2025-10", tab="death_stop")

    table = app.dataframe[0].value.set_index("单位")
    assert len(table) == 18
    assert "停发偏少" in table.loc["柳塘镇", "判断"]


@pytest.mark.parametrize("open_tab", ["findings", "calendar", "death_stop"])
def test_only_the_open_tab_is_worked_out(run_screen, monkeypatch, open_tab):
    from pages import quality

    calls = []
    shown = {name: lambda screen, name=name: calls.append(name) for name in quality.SHOWN}
    monkeypatch.setattr(quality, "SHOWN", shown)

    run_screen("quality", area=COUNTY, to="2025-10", tab=open_tab)

    assert set(calls) == {open_tab}


def test_an_unknown_tab_opens_the_findings(run_screen):
    assert "规则" in words(run_screen("quality", area=COUNTY, to="2025-10", tab="nonsense"))


def test_a_published_bureau_has_findings_but_no_calendar(run_screen):
    said = words(run_screen("quality", area="340207", to="2022-10")).replace("\\", "")
    no_calendar = words(run_screen("quality", area="340207", to="2022-10", tab="calendar")).replace("\\", "")

    assert "158.5%" in said
    assert "没有报送任务" in no_calendar
