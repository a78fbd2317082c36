"""A sealed month changes by a visible amendment or not at all, whichever way the change comes."""

import pytest
from sqlalchemy import select

from data_access import engine as engines
from data_access import schema
from data_access.areas import load_tree
from data_access.errors import InputError
from data_access.returns import current_version
from data_access.reverting import revert
from data_access.scope import EVERYTHING, Scope
from data_access.seals import SealedError, amendments, differences, put_seal, seals
from data_access.setup import OwnCounty, set_up
from data_access.specs import SCALE, DutyRow
from tests.data_access.conftest import AREAS, COUNTY, DERIVATION, DUTIES, JIA, YI

MARCH = 202503


def seal(month: int = MARCH, area: str = COUNTY, scope: Scope = EVERYTHING):
    with engines.writing() as connection:
        return put_seal(connection, scope, load_tree(connection), area, month)


def changed(areas=(COUNTY, JIA, YI), scope: Scope = EVERYTHING, **more) -> dict:
    """{(indicator, area, span): (sealed, present, versions)}; amounts in whole units, of a ratio as a pair."""
    with engines.reading() as connection:
        one = seals(connection, EVERYTHING)[-1]
        found = differences(connection, scope, one, areas, **more)
    return {(each.indicator, each.area, each.span): (whole(each.sealed), whole(each.present), each.versions) for each in found}


def whole(row):
    if row is None:
        return None
    if row.value is not None:
        return row.value / SCALE
    return (row.numerator / SCALE, row.denominator / SCALE)


def made() -> list[tuple]:
    with engines.reading() as connection:
        return [(one.version, one.figures, one.reason, one.account) for one in amendments(connection, EVERYTHING)]


@pytest.fixture
def quarter(county):
    """Deaths 10, 11, 12 in 甲镇 and 5, 6, 7 in 乙乡; March's cremations 9 of 12 in 甲镇. March is sealed."""
    for number, (jia, yi) in enumerate(((10, 5), (11, 6), (12, 7)), start=1):
        county.report(
            ("deaths", JIA, 202500 + number, 202500 + number, jia), ("deaths", YI, 202500 + number, 202500 + number, yi)
        )
    county.report(("cremations", JIA, MARCH, MARCH, 9))
    assert seal().version == 4
    return county


def test_without_a_reason_nothing_of_a_sealed_month_can_change(quarter):
    before = quarter.everything()

    with pytest.raises(SealedError, match="2025年3月已经定稿") as caught:
        quarter.report(("deaths", JIA, MARCH, MARCH, 14), amends="  ")

    assert "修订原因" in caught.value.remedy
    assert quarter.everything() == before
    with engines.reading() as connection:
        assert current_version(connection) == 4
    assert made() == [] and changed() == {}


def test_an_amendment_is_kept_with_both_values_and_its_reason(quarter):
    """14 in place of 12: the county's month 19 → 21, its quarter and year to date 51 → 53; the rate 9/12 → 9/14."""
    version = quarter.report(("deaths", JIA, MARCH, MARCH, 14), amends="漏登2人", submitted_by="办公室")

    spans = ("month", "quarter", "half", "ytd")
    sums = {"month": (12, 14, 19, 21)} | dict.fromkeys(spans[1:], (33, 35, 51, 53))
    expected = {}
    for span, (jia, jia_now, all_, all_now) in sums.items():
        expected["deaths", JIA, span] = (jia, jia_now, (version,))
        expected["deaths", COUNTY, span] = (all_, all_now, (version,))
    for area in (JIA, COUNTY):
        expected["cremation_rate", area, "month"] = ((9, 12), (9, 14), (version,))
    assert changed() == expected
    assert made() == [(version, len(expected), "漏登2人", "办公室")]
    assert quarter.value("deaths", COUNTY, "month", MARCH) == 21
    assert quarter.value("deaths", COUNTY, "month", MARCH, as_of=4) == 19


def test_an_earlier_month_is_open_but_not_the_sealed_year_to_date_that_holds_it(quarter):
    """February 11 → 12 leaves March's month and changes the spans that close with it: 33 → 34 and 51 → 52."""
    with pytest.raises(SealedError):
        quarter.report(("deaths", JIA, 202502, 202502, 12))

    version = quarter.report(("deaths", JIA, 202502, 202502, 12), amends="补登")

    assert changed() == {
        ("deaths", area, span): (before, before + 1, (version,))
        for area, before in ((JIA, 33), (COUNTY, 51)) for span in ("quarter", "half", "ytd")
    }  # fmt: skip


def test_a_later_month_is_free_until_a_cumulative_figure_reaches_back(county):
    """乙乡's March is unknown when it is sealed; April 3 within January to April 25 makes it known: 25 − 3 − 11 = 11."""
    for month, jia, yi in ((202501, 10, 5), (202502, 11, 6), (MARCH, 12, None)):
        county.report(*((("deaths", area, month, month, value)) for area, value in ((JIA, jia), (YI, yi)) if value))
    seal()
    county.report(("deaths", JIA, 202504, 202504, 8), ("deaths", YI, 202504, 202504, 3))
    assert made() == []

    with pytest.raises(SealedError):
        county.report(("deaths", YI, 202501, 202504, 25))
    version = county.report(("deaths", YI, 202501, 202504, 25), amends="补报累计")

    assert changed()["deaths", YI, "month"] == (None, 11, (version,))
    assert changed()["deaths", COUNTY, "month"] == (12, 23, (version,))


def test_a_late_return_and_a_new_indicator_are_amendments_too(county):
    county.report(("deaths", JIA, MARCH, MARCH, 12))
    seal()
    with pytest.raises(SealedError):
        county.report(("deaths", YI, MARCH, MARCH, 7))

    version = county.report(("deaths", YI, MARCH, MARCH, 7), amends="乙乡迟报")

    assert changed() == {("deaths", YI, "month"): (None, 7, (version,)), ("deaths", COUNTY, "month"): (12, 19, (version,))}


def test_the_same_values_again_are_no_amendment(quarter):
    quarter.report(("deaths", JIA, MARCH, MARCH, 12))

    assert made() == [] and changed() == {}


def test_a_return_taken_back_amends_for_the_reason_that_was_given(quarter):
    """Version 3, March's deaths, goes: 甲镇's month and every span that closes with it are unknown again."""
    with engines.writing() as connection:
        version = revert(connection, 3, DERIVATION, EVERYTHING, "错表")

    found = changed()
    assert found["deaths", JIA, "month"] == (12, None, (version,))
    assert found["deaths", COUNTY, "ytd"] == (51, None, (version,))
    assert found["cremation_rate", COUNTY, "month"] == ((9, 12), None, (version,))
    assert [one[2] for one in made()] == ["错表"]
    with pytest.raises(SealedError), engines.writing() as connection:
        revert(connection, 4, DERIVATION, EVERYTHING, " ")  # its cremations stand in the sealed month


def test_an_amendment_taken_back_leaves_no_difference_but_both_its_traces(quarter):
    version = quarter.report(("deaths", JIA, MARCH, MARCH, 14), amends="漏登2人")
    with engines.writing() as connection:
        revert(connection, version, DERIVATION, EVERYTHING, "核实无误，恢复")

    assert changed() == {}
    assert [one[2] for one in made()] == ["漏登2人", "核实无误，恢复"]


def test_what_was_sealed_stays_when_every_figure_is_derived_anew(quarter):
    version = quarter.report(("deaths", JIA, MARCH, MARCH, 14), amends="漏登2人")
    before = changed()
    quarter.rebuild()

    assert changed() == before
    assert changed((JIA,), indicators=["cremation_rate"]) == {("cremation_rate", JIA, "month"): ((9, 12), (9, 14), (version,))}
    assert changed(as_of=version - 1) == {}


def test_a_figure_that_was_altered_past_the_program_shows_without_a_version(quarter):
    table = schema.figure
    with engines.writing() as connection:
        where = (table.c.indicator == "deaths", table.c.area == JIA, table.c.span == "month", table.c.month == MARCH)
        connection.execute(table.update().where(*where).values(value=13 * SCALE))

    assert changed() == {("deaths", JIA, "month"): (12, 13, ())}


def test_another_duty_that_changes_a_sealed_total_is_an_amendment(county, monkeypatch):
    """Where nobody must report, the areas below are no total: the county's own sum goes with the duty."""
    county.report(("deaths", JIA, MARCH, MARCH, 12), ("deaths", YI, MARCH, MARCH, 7))
    seal()
    rows = tuple(row for row in AREAS)
    duties = tuple(row if row.group != "funeral" else DutyRow("funeral", row.area, 202504) for row in DUTIES)
    stated = frozenset({"funeral"})
    with engines.writing() as connection:
        set_up(connection, OwnCounty(rows, duties, stated), DERIVATION, "local")

    assert changed()["deaths", COUNTY, "month"][:2] == (19, None)
    assert "开县设置" in made()[0][2]


def test_only_a_whole_county_with_figures_is_sealed_once_by_who_may(quarter):
    refused = (
        ((MARCH,), "已经定稿"),
        ((202506,), "还没有任何数"),
        ((202502, JIA), "以全县为单位"),
        ((202502, COUNTY, Scope("镇", (JIA,), may_submit=True)), "没有发布"),
        ((202502, COUNTY, Scope("看", ("",))), "没有发布"),
    )
    for arguments, words in refused:
        with pytest.raises(InputError, match=words):
            seal(*arguments)

    with engines.reading() as connection:
        assert [(one.month, one.version) for one in seals(connection, EVERYTHING, YI)] == [(MARCH, 4)]
        assert seals(connection, Scope("别处", ("990302",))) == []


def test_a_small_count_is_not_told_by_its_difference(quarter):
    quarter.report(("deaths", JIA, MARCH, MARCH, 14), amends="漏登2人")
    table = schema.figure
    with engines.writing() as connection:
        connection.execute(table.update().where(table.c.area == JIA, table.c.version > 4).values(mask=1))

    assert {area for _, area, _ in changed(scope=Scope("看", ("",)))} == {COUNTY}
    with engines.reading() as connection:
        assert connection.execute(select(table.c.mask).where(table.c.mask > 0)).first()


def test_an_account_of_some_lines_is_shown_their_differences_alone(quarter):
    """March's cremations went from 9 to 10, its deaths from 12 to 13."""
    quarter.report(("deaths", JIA, MARCH, MARCH, 13), ("cremations", JIA, MARCH, MARCH, 10), amends="漏登")

    found = changed(scope=Scope("section", ("",), frozenset({"funeral"}), frozenset({"cremations"}), may_see_small=True))
    assert {code for code, _, _ in found} == {"cremations"}
