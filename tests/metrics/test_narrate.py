"""The overview's one sentence."""

from data_access.specs import TargetRow
from metrics.narrate import headline, reported
from metrics.pace import Progress
from tests.metrics.conftest import JIA, YI, view_of

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"


def sentence(county, leading=DEATHS, tasks=(), items=(), month=202505):
    return county.ask(headline, view_of("month", month), tasks, items, leading)


def report(county, *values):
    """甲镇 and 乙乡 in May 2024 and May 2025; None is missing."""
    cells = zip(((JIA, 202405), (YI, 202405), (JIA, 202505), (YI, 202505)), values, strict=True)
    county.report(*((DEATHS, area, month, value) for (area, month), value in cells if value is not None))


def test_a_rise_in_percent(county):
    report(county, 10, 10, 12, 13)

    assert sentence(county) == "截至2025年5月底；死亡人数25人，同比上升25.0%。"


def test_a_fall_in_points(county):
    """80 of 100 after 90 of 100."""
    report(county, 100, 0, 100, 0)
    county.report(
        (CREMATIONS, JIA, 202405, 90), (CREMATIONS, YI, 202405, 0), (CREMATIONS, JIA, 202505, 80), (CREMATIONS, YI, 202505, 0)
    )

    assert "80.0%，同比下降10.0个百分点。" in sentence(county, RATE)


def test_neither_up_nor_down(county):
    report(county, 10, 10, 10, 10)
    assert sentence(county).endswith("20人，同比持平。")


def test_hardly_up(county):
    report(county, 10000, 10000, 10001, 10000)

    assert sentence(county).endswith("20,001人，同比基本持平。")


def test_nothing_is_said_of_a_base_of_zero(county):
    report(county, 0, 0, 4, 0)

    assert sentence(county) == "截至2025年5月底；死亡人数4人。"


def test_a_gap_is_said_beside_the_figure_and_beside_its_change(county):
    report(county, 10, 10, 12, None)

    assert sentence(county).endswith("死亡人数12人（上报1/2），同比上升20.0%（1个均上报单位）。")


def test_tasks_on_and_off_pace(county):
    lights = ["on", "mark", "behind", "off", "none"]
    tasks = [Progress(TargetRow("", "", 2025, None, ""), None, None, light=light) for light in lights]

    assert sentence(county, tasks=tasks) == "截至2025年5月底，4项重点任务2项达序时、2项滞后。"
    assert sentence(county, tasks=tasks[:2]) == "截至2025年5月底，2项重点任务2项达序时。"


def test_who_has_reported(county):
    """乙乡 has sent nothing, 甲镇 one of the figures that are due."""
    county.report((DEATHS, JIA, 202505, 3))

    text = county.ask(reported, view_of("month", 202505), [DEATHS])
    assert text == "已上报1个，未报1个（乙乡）；漏项1个（甲镇）"
