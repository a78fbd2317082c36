"""变动原因分析 where a leader asks for it: on the business lines at every level that has areas below, and on the overview."""

import json

import pytest

import manage
from tests.pages.test_screens import COUNTY, TOWNSHIP, VILLAGE, words

CAUSE = {
    COUNTY: "同比下降0.2个百分点：枫林乡下拉全县0.6个百分点，柳塘镇上拉0.2个百分点",
    TOWNSHIP: "同比下降11.7个百分点：龙井村下拉全乡6.9个百分点，枫冲村下拉4.8个百分点",
}


def titles(app) -> list[str]:
    return [line for line in words(app).replace("\\", "").split("\n") if line.startswith("**") and "变动原因" in line]


@pytest.mark.parametrize("area", CAUSE)
def test_the_fall_of_the_cremation_rate_is_explained(run_screen, area):
    app = run_screen("funeral", area=area, span="ytd", to="2025-10")

    assert not app.exception
    (title,) = titles(app)
    assert title.startswith("**变动原因分析 · 火化率（火化区）") and CAUSE[area] in title
    shown = [frame.value for frame in app.dataframe if "比重变化" in frame.value]
    assert len(shown) == 1


def test_the_township_that_has_not_reported_is_named(run_screen):
    assert "未计入：三岔乡（本期未报）" in words(run_screen("funeral", area=COUNTY, span="ytd", to="2025-10")).replace("\\", "")


@pytest.mark.parametrize("area", [COUNTY, TOWNSHIP])
@pytest.mark.parametrize("name", ["social_assistance", "elderly_care", "subsidies"])
def test_every_line_explains_its_first_figure(run_screen, name, area):
    app = run_screen(name, area=area, span="ytd", to="2025-10")

    assert not app.exception
    assert "变动原因" in words(app)


def test_a_total_is_explained_by_area_and_by_programme(run_screen):
    app = run_screen("subsidies", area=COUNTY, span="ytd", to="2025-10", indicator="subsidy_total_a")

    by_area, by_member = titles(app)
    assert by_member.startswith("**分项变动原因") and "低保金增加" in by_member
    assert by_area.startswith("**变动原因分析")


@pytest.mark.parametrize("keys", [{"area": VILLAGE}, {"area": COUNTY, "compare": "none"}, {"area": COUNTY, "compare": "target"}])
def test_without_a_comparison_or_areas_below_there_is_nothing_to_explain(run_screen, keys):
    assert "变动原因" not in words(run_screen("funeral", span="ytd", to="2025-10", **keys))


def test_the_overview_explains_the_indicator_that_was_asked_for(run_screen):
    assert not titles(run_screen("overview", area=COUNTY, span="ytd", to="2025-10"))
    assert len(titles(run_screen("overview", area=COUNTY, span="ytd", to="2025-10", indicator="cremation_zone_rate"))) == 1


def test_a_year_without_a_base_says_so(run_screen):
    assert "变动原因分析：死亡人数基期无数据。" in words(
        run_screen("funeral", area=COUNTY, span="ytd", to="2023-10", indicator="deaths_persons")
    )


def test_the_command_line_gives_the_contributions(demo_dir, monkeypatch, capfd):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    capfd.readouterr()

    assert manage.main(["value", "cremation_zone_rate", "--area", COUNTY, "--span", "ytd", "--to", "2025-10", "--why"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["contributions"][0]["area_name"] == "枫林乡"
    assert sum(part["contribution"] for part in found["contributions"]) == pytest.approx(found["why"]["change"], abs=1e-12)
    assert found["why"]["change"] == pytest.approx(found["change"], abs=1e-9)
    assert found["why"]["left_out"] == [{"area_name": "三岔乡", "reason": "本期未报"}]
