"""考评: the screen's parts over the demo county: places, lost points, entries, rehearsal, schemes and frozen results."""

from __future__ import annotations

import io
import shutil
from decimal import Decimal

import openpyxl
import pytest

from data_access import assessments
from data_access import engine as engines
from data_access.assessments import Entry
from data_access.errors import InputError
from data_access.scope import EVERYTHING
from metrics.assessment import freezing, library, rehearsal, rows, score, tables
from metrics.loading import catalogue
from metrics.source import open_source
from pages.exports import scheme_book
from pages.views.assessment_choice import PARTS
from tests.pages import test_screens
from tests.pages.test_screens import COUNTY

AT = {"area": COUNTY, "span": "ytd", "to": "2025-10", "compare": "yoy"}
FENGLIN = "990101010"
MONTH = 202510


@pytest.fixture
def folder(demo_dir, tmp_path, monkeypatch):
    """A demo county of its own with the bureau's own scheme, since these tests write."""
    found = shutil.copytree(demo_dir, tmp_path / "demo")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(found))
    with engines.writing() as connection:
        own = library.copied(connection, library.examples()["township_funeral"], "我县殡葬考核")
        library.save(connection, EVERYTHING, own, catalogue())
    return found


@pytest.fixture
def open_own(run_screen, folder, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(folder))
    return lambda **keys: run_screen("assessment", **(AT | keys))


def words(app) -> str:
    """What is printed, without the marks that keep names from being Markdown."""
    return test_screens.words(app).replace("\\", "")


def assessed(code: str = "scheme_1"):
    with open_source(EVERYTHING) as source:
        scheme, version = library.find(source, code)
        return score.assess(source, scheme, COUNTY, MONTH, scheme_version=version)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("code", ["township_work", "bureau_self_evaluation"])
def test_every_part_opens_over_the_demo_county(run_screen, code, part):
    app = run_screen("assessment", **AT, scheme=code, tab=part)

    assert not app.exception
    assert not app.error


def test_the_ranking_says_who_is_first_and_last_and_links_every_score(run_screen):
    app = run_screen("assessment", **AT, scheme="township_funeral")

    said = words(app)
    assert "枫林乡第17（79.47分，距上一名1.08分）" in said
    assert "不排名1个（三岔乡）" in said


@pytest.mark.parametrize("code", library.examples())
def test_no_number_stands_without_its_source(demo_dir, monkeypatch, code):
    """Every score of an item that rests on a reported figure leads to that figure; what leads nowhere was entered by hand."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    with open_source(EVERYTHING) as source:
        scheme, _ = library.find(source, code)
        found = score.assess(source, scheme, COUNTY, MONTH)
        lost = tables.losses(source, found)
        units = [tables.unit(source, found, one.area) for one in found.results]
    by_hand = {item.code for item in scheme.items if not item.codes}
    ranking, names = tables.ranking(found), tables.heads(found)
    for item in scheme.items:
        keys = ranking.keys[names[item.code]]
        assert all(keys) != (item.code in by_hand), item.code
    assert all(lost.keys["失分"]) and all(lost.keys["实际"])
    for table in units:
        for column in ("得分", "实际", "失分"):
            rows_without = [table.frame["编号"][row] for row, key in enumerate(table.keys[column]) if not key]
            assert set(rows_without) <= by_hand


def test_an_unknown_scheme_falls_back_with_a_notice(run_screen):
    app = run_screen("assessment", **AT, scheme="nothing")

    assert "没有考评方案“nothing”" in app.warning[0].value.replace("\\", "")


def test_lost_points_come_with_what_wins_them_back(run_screen):
    app = run_screen("assessment", **AT, scheme="township_funeral", tab="losses")
    said = words(app)

    assert "27处失分" in said
    assert "**大堰乡** 骨灰生态安葬例数再增加1例，可得11分" in said
    assert "三岔乡 火化率（未报）" in said


def test_a_published_bureau_is_not_scored(run_screen):
    app = run_screen("assessment", area="431025")

    assert "不能按方案计分" in app.info[0].value


def entered(app, **typed):
    """Fill the form of an area's sheet in and send it."""
    key = f"assessment.entry.scheme_1.1.{FENGLIN}.{MONTH}"
    app.selectbox(key=f"{key}.item").set_value(typed.pop("item"))
    for name, text in typed.items():
        app.text_input(key=f"{key}.{name}").set_value(text)
    return app.button(key=f"{key}.go").click().run()


def test_a_score_is_entered_with_its_reason_and_flagged_where_it_contradicts_the_rule(open_own):
    """Full marks for 88.3 % against 98.5 %: the rule gives 4.55."""
    app = open_own(area=FENGLIN, tab="unit", scheme="scheme_1")
    app = entered(app, item="1.1", points="25", reason="按全部死亡人口计")
    assert not app.error

    with open_source(EVERYTHING) as source:
        frame = tables.unit(source, assessed(), FENGLIN).frame
    assert (frame["自评分"][0], frame["得分"][0]) == ("25", "4.55")
    assert "按规则应得4.55分，自评25分，相差20.45分" in frame["说明"][0]
    assert "火化率的自评与规则不符：目标≥98.5%，实际88.3%" in words(open_own(area=FENGLIN, tab="unit", scheme="scheme_1"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"item": "4.1", "points": "6", "reason": "好"}, "得分6分超过“宣传与移风易俗”的满分5分"),
        ({"item": "4.1", "points": "五", "reason": "好"}, "得分“五”不是有效的数"),
        ({"item": "4.1", "points": "4"}, "没有填写原因说明"),
        ({"item": "4.1", "value": "4", "reason": "好"}, "是人工评分的项目，没有填写得分"),
        ({"item": "1.1#2", "points": "4", "reason": "好"}, "登记情形只填写几例"),
        ({"item": "4.1", "points": "-1", "reason": "好"}, "得分“-1”不是有效的数"),
    ],
)
def test_what_cannot_be_entered_is_said(open_own, typed, said):
    app = entered(open_own(area=FENGLIN, tab="unit", scheme="scheme_1"), **typed)

    assert said in app.error[0].value.replace("\\", "")
    with engines.reading() as connection:
        assert assessments.entries(connection, EVERYTHING, "scheme_1", 2025) == []


def test_a_result_is_frozen_on_the_screen_and_stays(open_own):
    app = open_own(scheme="scheme_1", tab="archive")
    key = f"assessment.freeze.scheme_1.1.{COUNTY}.{MONTH}"
    app.text_input(key=f"{key}.signer").set_value("考评办")
    app = app.button(key=f"{key}.go").click().run()
    with engines.reading() as connection:
        (kept,) = assessments.freezes(connection, EVERYTHING)
    assert (kept.signer, kept.month, kept.scheme_version) == ("考评办", MONTH, 1)

    with engines.writing() as connection:
        assessments.enter(
            connection, EVERYTHING, "scheme_1", 2025, Entry(FENGLIN, "4.1", "official", None, Decimal(3), "现场查看")
        )
    app = open_own(scheme="scheme_1", tab="archive")
    assert "逐字节一致" in app.success[0].value
    with open_source(EVERYTHING) as source:
        later = freezing.later(source, kept)
    assert ("枫林乡", "宣传与移风易俗", "不计分", "3") in {(one.area_name, one.name, one.then, one.now) for one in later}
    assert f"归档以后的更正（{len(later)}处）" in words(app)


def test_an_example_is_not_frozen_but_copied(run_screen):
    app = run_screen("assessment", **AT, scheme="township_work", tab="archive")

    assert "示例方案的结果不能归档" in app.info[0].value


def test_a_rehearsal_says_that_it_is_one_and_saves_nothing(open_own):
    app = open_own(scheme="scheme_1", tab="try")

    assert "只在本页测算：不保存" in app.info[0].value
    assert "名次没有变化" in words(app)
    with engines.reading() as connection:
        assert len(assessments.newest_schemes(connection)) == 1


def test_what_is_typed_into_a_rehearsal_is_read_with_care():
    codes = ["1", "2", "3", "4"]

    read = rehearsal.read(codes, ["25", "20", "10", "5"], ["30", "20", "", "6%"], "分值")
    assert read == {"1": Decimal(30), "4": Decimal(6)}
    with pytest.raises(InputError, match="第2项的分值“二十”不是数字"):
        rehearsal.read(codes, ["25", "20", "10", "5"], ["25", "二十", "10", "5"], "分值")


def test_another_scheme_is_held_beside(open_own):
    app = open_own(scheme="scheme_1", tab="try", beside="township_work")

    assert not app.exception
    assert "个单位上升" in words(app)


# -- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", library.examples())
def test_a_scheme_goes_to_excel_and_back(code):
    scheme = library.examples()[code]

    assert scheme_book.read(scheme_book.write(scheme, catalogue()), scheme.code, catalogue()) == (scheme, [])


def changed_book(change) -> bytes:
    """The funeral scheme's workbook after `change(openpyxl workbook)`."""
    book = openpyxl.load_workbook(io.BytesIO(scheme_book.write(library.examples()["township_funeral"], catalogue())))
    change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def cell_of(book, line: int, column: str):
    return book["项目"].cell(line, rows.COLUMNS.index(column) + 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book: setattr(cell_of(book, 2, "指标"), "value", "火葬率"), "“项目”表F2（指标）：没有“火葬率”这个指标。"),
        (lambda book: setattr(cell_of(book, 4, "分值"), "value", -20), "“项目”表D4（分值）：分值−20不能为负"),
        (lambda book: setattr(book["方案"]["B3"], "value", "一百"), "“方案”表B3（满分）：“一百”不是数字。"),
        (lambda book: book["项目"].delete_cols(4), "项目表缺少“分值”一列。"),
        (lambda book: book.remove(book["方案"]), "工作簿里没有“方案”表"),
    ],
)
def test_a_faulty_workbook_names_the_cell(change, said):
    with pytest.raises(InputError) as refused:
        scheme_book.read(changed_book(change), "case", catalogue())

    assert [text for text in (refused.value.what, *refused.value.problems) if said in text], refused.value.problems
