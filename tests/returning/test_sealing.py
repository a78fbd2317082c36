"""定稿锁定 from the file to the words: warned at the cell, refused without a reason, shown as 修订 with both values."""

import pytest

from commands import main
from data_access import engine as engines
from data_access import schema
from data_access.errors import InputError
from data_access.scope import EVERYTHING
from data_access.seals import SealedError
from metrics import returning, sealing
from metrics.derivation import derivation
from metrics.inspect import inspection
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, JIA, YI, monthly
from tests.pages.test_returns import sheet

MARCH, FIRST = "2025-03", 202503
DEATHS, CREMATED, RATE = "deaths_persons", "cremations_count", "cremation_rate"


@pytest.fixture
def sealed(county):
    """Deaths 10, 11, 12 in 甲镇 and 5, 6, 7 in 乙乡, cremations 9, 9, 9 and 5, 5, 5; March is sealed with gaps elsewhere."""
    rows = [(DEATHS, JIA, (10, 11, 12)), (DEATHS, YI, (5, 6, 7)), (CREMATED, JIA, (9, 9, 9)), (CREMATED, YI, (5, 5, 5))]
    county.report(*(row for code, area, values in rows for row in monthly(code, area, values)))
    with engines.writing() as connection:
        engines.remember(connection, "ready", "1")
        engines.remember(connection, "catalogue_hash", derivation().hash)
    assert sealing.seal(EVERYTHING, COUNTY, FIRST, "其余报表下月补").version == 1
    return county


def checked(*rows, title="2025年3月殡葬报表") -> returning.Draft:
    with open_source(EVERYTHING) as source:
        return returning.check(sheet(*rows, title=title), "殡葬.xlsx", source)


def shown(area: str = COUNTY) -> list[list[str]]:
    with open_source(EVERYTHING) as source:
        one = sealing.seals_of(source, COUNTY)[0]
        areas = [area, *(row.code for row in source.tree.children(area))]
        return sealing.difference_table(source, one, sealing.differences(source, one, areas)).values.tolist()


def test_a_changed_cell_of_a_sealed_month_is_a_warning_that_needs_a_reason(sealed):
    draft = checked(("甲镇", 14, 9), ("乙乡", 7, 5))

    assert [(one.cell, one.level) for one in draft.findings if "定稿" in one.reason] == [("B3", "warning")]
    assert "本表改动其中1个数" in draft.warnings[0].reason
    with pytest.raises(InputError, match="提醒需要说明"):
        returning.commit(draft, "local")
    assert returning.commit(draft, "local", "漏登2人") == 2


def test_the_difference_is_shown_with_both_values_and_the_reason(sealed):
    """甲镇 12 → 14: county 19 → 21; rates 9/12 = 75 % → 9/14 = 64.3 %, 14/19 = 73.7 % → 14/21 = 66.7 %."""
    returning.commit(checked(("甲镇", 14, 9)), "local", "漏登2人")

    why = "漏登2人（版本2）"
    rows = {(row[0], row[1]): row[2:] for row in shown()}
    assert rows["小县", "死亡人数"] == ["2025年3月", "19人", "21人", "+2人", why]
    assert rows["甲镇", "死亡人数"] == ["2025年3月", "12人", "14人", "+2人", why]
    with open_source(EVERYTHING) as source:
        name = source.indicator(RATE).name
    assert rows["小县", name] == ["2025年3月", "73.7%（14/19）", "66.7%（14/21）", "−7.0个百分点", why]
    assert rows["甲镇", name] == ["2025年3月", "75.0%（9/12）", "64.3%（9/14）", "−10.7个百分点", why]
    assert not any(area == "乙乡" for area, _ in rows)


def test_an_earlier_month_shows_in_the_year_to_date_and_a_late_figure_as_new(sealed):
    returning.commit(checked(("甲镇", 13, 9), title="2025年2月殡葬报表"), "local", "补登")

    assert shown()[0] == ["小县", "死亡人数", "2025年1—3月", "51人", "53人", "+2人", "补登（版本2）"]


def test_the_inspector_and_the_bar_say_so(sealed):
    key = f"{DEATHS}.{COUNTY}.month.{FIRST}"
    with open_source(EVERYTHING) as source:
        assert "此后没有改动" in dict(inspection(source, key).facts)["定稿"]
        assert sealing.mark(source, JIA, FIRST) == "2025年3月已定稿"
        assert sealing.mark(source, JIA, FIRST - 1) == ""
    returning.commit(checked(("甲镇", 14, 9)), "local", "漏登2人")

    with open_source(EVERYTHING) as source:
        said = dict(inspection(source, key).facts)["定稿"]
        assert said.startswith("修订：2025年3月于") and said.endswith("时为19人，差额+2人；漏登2人（版本2）")
        assert sealing.mark(source, JIA, FIRST) == "2025年3月已定稿，修订1次"
        assert sealing.marks(source)[2].startswith("修订2025年3月定稿数")
    with open_source(EVERYTHING, as_of=1) as source:
        assert sealing.mark(source, JIA, FIRST) == "2025年3月已定稿"
        assert "此后没有改动" in dict(inspection(source, key).facts)["定稿"]


def test_what_only_the_roll_up_can_tell_is_refused_by_the_commit(sealed):
    """A month sealed between check and commit: the draft has no warning and no reason."""
    with open_source(EVERYTHING) as source:
        draft = returning.check(sheet(("甲镇", 20, 9), title="2025年2月殡葬报表"), "殡葬.xlsx", source)
    draft.findings = []

    with pytest.raises(SealedError, match="2025年3月已经定稿"):
        returning.commit(draft, "local")


def test_a_return_taken_back_is_an_amendment(sealed):
    version = returning.take_back(1, EVERYTHING, "整份错表")

    with open_source(EVERYTHING) as source:
        assert sealing.marks(source)[version].startswith("修订2025年3月定稿数")
    assert ["小县", "死亡人数", "2025年3月", "19人", "未报", "定稿后撤回", f"整份错表（版本{version}）"] in shown()


def test_the_command_seals_shows_and_answers_by_its_exit_status(sealed, tmp_path, capsys):
    (tmp_path / "r.xlsx").write_bytes(sheet(("甲镇", 14, 9), title="2025年3月殡葬报表"))
    path = str(tmp_path / "r.xlsx")

    assert main(["import", path, "--commit"]) == 3
    assert "已于" in capsys.readouterr().out
    assert main(["import", path, "--commit", "--reason", "漏登2人"]) == 0
    assert main(["seal", MARCH, "--show"]) == 0
    assert "小县,死亡人数,2025年3月,19人,21人,+2人,漏登2人（版本2）" in capsys.readouterr().out
    assert main(["seal", MARCH]) == 2
    assert "已经定稿" in capsys.readouterr().err
    assert main(["seal", "2025-02"]) == 3
    assert "未报齐" in capsys.readouterr().out
    assert main(["seal", "2025-02", "--reason", "其余不报"]) == 0
    assert main(["seal", "2024-02", "--show"]) == 2
    assert main(["seal", "2025年2月"]) == 2


def test_a_sealed_figure_altered_past_the_program_is_found(sealed, capsys):
    where = (schema.figure.c.indicator == DEATHS, schema.figure.c.area == JIA, schema.figure.c.month == FIRST)
    with engines.writing() as connection:
        connection.execute(schema.figure.update().where(*where).values(value=1))

    assert main(["seal", MARCH, "--show"]) == 3
    assert sealing.UNEXPLAINED in capsys.readouterr().out


def test_an_unsealed_month_stays_free(sealed):
    draft = checked(("甲镇", 8, 8), ("乙乡", 3, 3), title="2025年4月殡葬报表")

    assert draft.findings == [] and returning.commit(draft, "local") == 2
    assert sealed.value(DEATHS, COUNTY, "month", 202504) == 11
    assert shown() == []
