"""汇报材料: pinned on a screen, ordered, retitled, refreshed, downloaded, and reproduced by the code of its footer."""

import io
import shutil

import pytest
from docx import Document
from pptx import Presentation
from sqlalchemy import insert

import manage
from data_access import briefings, engine, schema
from data_access.scope import EVERYTHING
from metrics.formatting import number_text
from metrics.source import open_source
from pages.exports import briefing, slide_template
from pages.views import briefing_files, paper_view
from tests.pages.test_screens import COUNTY, TOWNSHIP, words

AT = {"span": "ytd", "to": "2025-10", "compare": "yoy"}
TREND, RANKING = "funeral.cremation_zone_rate.trend", "funeral.cremation_zone_rate.ranking"
NAME = briefings.FIRST


@pytest.fixture
def open_screen(run_screen, demo_dir, tmp_path, monkeypatch):
    """Over a demo county of its own, since these tests write."""
    folder = shutil.copytree(demo_dir, tmp_path / "demo")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(folder))
    return run_screen


def pins() -> list[briefings.Pin]:
    with engine.reading() as connection:
        return briefings.pins(connection, EVERYTHING, NAME)


def pin(exhibit: str, version: int, area: str = COUNTY, to: str = "2025-10") -> int:
    with engine.writing() as connection:
        return briefings.add(connection, EVERYTHING, NAME, exhibit, AT | {"area": area, "to": to}, version, "选入时的标题")


def newest() -> int:
    with open_source(EVERYTHING) as source:
        return source.version


def test_an_empty_briefing_says_how_to_fill_it(open_screen):
    app = open_screen("briefing")
    assert "还是空的" in app.info[0].value
    assert not app.exception


def test_an_exhibit_is_pinned_once_with_its_view_and_version(open_screen):
    app = open_screen("funeral", area=TOWNSHIP, **AT)
    app.button(key=f"pin.{TREND}").click().run()
    (one,) = pins()
    assert (one.exhibit, dict(one.keys), one.version) == (TREND, AT | {"area": TOWNSHIP}, newest())
    assert one.found.startswith("火化率")

    app.button(key=f"pin.{TREND}").click().run()
    assert "没有重复选入" in app.error[0].value
    assert len(pins()) == 1


@pytest.mark.parametrize(
    "name", ["overview", "funeral", "marriage", "coverage", "charity_lottery", "explore", "compare", "progress", "township"]
)
def test_what_has_the_button_is_drawn_again_from_id_and_view(open_screen, monkeypatch, name):
    """The same title, finding, figures and table of every exhibit that a screen offers to pin."""
    from pages.views import pinning

    offered = []
    original = pinning.offer
    monkeypatch.setattr(pinning, "offer", lambda screen, exhibit: (offered.append(exhibit), original(screen, exhibit))[1])
    app = open_screen(name, area=TOWNSHIP if name == "township" else COUNTY, **AT)
    shown = [one for one in offered if f"pin.{one.id}" in {button.key for button in app.button}]

    assert not app.exception
    assert shown
    with open_source(EVERYTHING) as source:
        for one in shown:
            again = briefing.exhibit_at(source, one.id, briefing.keys_of(one.view), one.view.as_of)
            assert (again.finding, again.numbers) == (one.finding, one.numbers), one.id
            assert again.title == one.title, one.id
            assert again.frame.equals(one.frame), one.id


def test_order_title_note_and_removal(open_screen):
    first, second = pin(TREND, newest()), pin(RANKING, newest())
    app = open_screen("briefing")
    app.button(key=f"briefing.1.{first}").click().run()
    assert [one.id for one in pins()] == [second, first]

    app.text_input(key=f"briefing.title.{first}").input("火化率稳中有升")
    app.run()
    app.text_input(key=f"briefing.note.{first}").input("=与台账核对过")
    app.run()
    assert (pins()[1].title, pins()[1].note) == ("火化率稳中有升", "=与台账核对过")
    assert "火化率稳中有升" in words(app)

    app.button(key=f"briefing.remove.{second}").click().run()
    assert [one.id for one in pins()] == [first]
    assert not app.exception


def test_the_files_hold_title_note_and_the_figures_of_the_pin(open_screen):
    item = pin(TREND, newest(), TOWNSHIP)
    pin(RANKING, newest())
    with engine.writing() as connection:
        briefings.retitle(connection, EVERYTHING, NAME, item, "枫林乡火化率")
        briefings.annotate(connection, EVERYTHING, NAME, item, "与台账核对过")
    app = open_screen("briefing")
    assert [one.label for one in app.get("download_button")] == ["下载 PPT", "下载 Word", "下载 Excel", "下载 PDF"]

    deck = Presentation(io.BytesIO(briefing_files.prepared(EVERYTHING, NAME, ".pptx")[1]))
    assert "枫林乡火化率" in [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert any("与台账核对过" in slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide)
    paper = Document(io.BytesIO(briefing_files.prepared(EVERYTHING, NAME, ".docx")[1]))
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    with open_source(EVERYTHING) as source:
        shown = briefing.exhibit_at(source, TREND, pins()[0].keys, newest())
    assert {number_text(one) for one in shown.numbers if one.is_complete} <= cells
    assert "与台账核对过" in {one.text.removesuffix("。") for one in paper.paragraphs}


def _corrected() -> int:
    """A new data version in which the township's cumulative deaths of October are another figure."""
    version = newest() + 1
    with engine.writing() as connection:
        batch = dict(connection.execute(schema.batch.select().order_by(schema.batch.c.version.desc())).first()._mapping)
        connection.execute(insert(schema.batch).values(batch | {"version": version, "sha256": "0" * 64}))
        at = schema.figure.c
        found = schema.figure.select().where(
            at.indicator == "deaths_persons", at.area == TOWNSHIP, at.month == 202510, at.span == "ytd"
        )  # fmt: skip
        rows = [dict(row._mapping) for row in connection.execute(found)]
        connection.execute(insert(schema.figure), [row | {"version": version, "value": row["value"] + 10000} for row in rows])
    return version


def test_a_newer_version_is_compared_then_taken_over(open_screen):
    before = newest()
    pin("funeral.deaths_persons.ranking", before)
    version = _corrected()
    app = open_screen("briefing")
    assert f"最新数据版本{version}" in app.info[0].value

    app.button(key="briefing.compare").click().run()
    assert "1处数字有变化：枫林乡·数值" in words(app).replace("\\", "")
    app.button(key="briefing.refresh").click().run()
    assert [one.version for one in pins()] == [version]
    assert not app.info


@pytest.fixture
def run(open_screen, capfd):
    def call(*arguments: str) -> tuple[int, str]:
        capfd.readouterr()
        return manage.main(list(arguments)), "".join(capfd.readouterr())

    return call


def test_an_exported_briefing_is_reproduced_and_says_what_changed(run, tmp_path):
    pin("funeral.deaths_persons.ranking", newest())
    status, said = run("export-briefing", NAME, str(tmp_path / "a.docx"))
    assert status == 0
    code = said.rpartition("校验码")[2][:8]
    paper = Document(tmp_path / "a.docx")
    assert code in "".join(one.text for one in paper.sections[0].footer.paragraphs)

    status, said = run("reproduce", code.lower())
    assert status == 0
    assert "与导出时一致" in said
    assert "没有变化" in said
    printed = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert all(text in said for text in printed)

    _corrected()
    status, said = run("reproduce", code)
    assert status == 0
    assert "与导出时一致" in said
    assert "1处有变化" in said
    assert "枫林乡·数值：" in said


def test_a_file_is_found_on_the_screen_by_its_code(open_screen, run, tmp_path):
    pin("funeral.deaths_persons.ranking", newest())
    _, said = run("export-briefing", NAME, str(tmp_path / "a.pdf"))
    code = said.rpartition("校验码")[2][:8]
    app = open_screen("versions", code=code)
    assert not app.exception
    assert "与导出时一致；最新数据版本" in words(app).replace("\\", "")
    assert any("分子/分母" in frame.value.columns or "数值" in frame.value.columns for frame in app.dataframe)

    _corrected()
    app = open_screen("versions", code=code)
    assert "有1处变化" in words(app).replace("\\", "")
    assert any(list(frame.value.columns) == ["变化处", "导出时", "现在"] for frame in app.dataframe)
    app = open_screen("versions", code="00000000")
    assert "没有校验码为" in app.error[0].value


def test_the_newest_figures_of_a_briefing_by_one_word(run, tmp_path):
    pin("funeral.deaths_persons.ranking", newest())
    run("export-briefing", NAME, str(tmp_path / "a.xlsx"))
    version = _corrected()
    codes = []
    for more in ((), ("--newest",)):
        status, said = run("export-briefing", NAME, str(tmp_path / "b.xlsx"), *more)
        assert status == 0
        codes.append(said.rpartition("校验码")[2][:8])
    assert codes[0] != codes[1]
    status, said = run("reproduce", codes[1])
    assert f"数据版本{version}" in said
    assert "没有变化" in said


def test_opening_the_list_reads_no_exhibit(open_screen, monkeypatch):
    """A screen that wrote its whole file at every rerun made each move of a pin wait for it."""
    pin(TREND, newest())
    monkeypatch.setattr(briefing, "exhibit_of", lambda *_: pytest.fail("an exhibit was read before it was asked for"))
    app = open_screen("briefing")
    assert not app.exception
    assert len(app.get("download_button")) == 4


def test_a_long_briefing_is_written_with_its_progress_and_then_downloaded(open_screen, monkeypatch):
    monkeypatch.setattr(briefing_files, "LONG", 1)
    pin(TREND, newest())
    pin(RANKING, newest())
    app = open_screen("briefing")
    assert not app.get("download_button")

    app.button(key="briefing.make.pdf").click().run()
    assert [one.label for one in app.get("download_button")] == ["下载 PDF"]
    assert "已生成，校验码" in words(app)
    app.button(key=f"briefing.remove.{pins()[0].id}").click().run()
    assert "下载 Word" not in words(app)  # what was written no longer shows this list
    assert not app.exception


def test_the_same_briefing_of_another_area_and_month(run, tmp_path):
    pin(TREND, newest())
    status, _ = run("export-briefing", NAME, str(tmp_path / "a.pptx"), "--area", TOWNSHIP, "--to", "2025-06")
    deck = Presentation(tmp_path / "a.pptx")
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert status == 0
    assert any("枫林乡　2025年1—6月" in text for text in texts)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("export-briefing", "没有的", "a.pptx"), "没有名为“没有的”"),
        (("export-briefing", NAME, "a.odp"), "文件名应以"),
        (("reproduce", "00000000"), "没有校验码为"),
    ],
)
def test_what_is_not_there_is_said(run, tmp_path, monkeypatch, arguments, word):
    status, said = run(*arguments)
    assert status == 2
    assert word in said


def test_a_pin_whose_indicator_is_gone_is_named_before_anything_is_built(open_screen, tmp_path):
    pin(TREND, newest())
    pin("funeral.no_such_indicator.trend", newest())
    app = open_screen("briefing")
    assert "1个图表取不出来" in app.error[0].value
    assert not app.get("download_button")
    assert not app.exception


# -- 工作报告 -------------------------------------------------------------------------------------------------------------


def test_a_work_report_is_previewed_with_its_figures_and_candidates(run_screen):
    app = run_screen("briefing", tab="report", item="annual", area=COUNTY, to="2025-10")

    assert not app.exception
    text = "\n".join(one.value for one in app.markdown)
    assert "全县现有城乡低保7,766户、13,360人" in text.replace("\\", "") and "orange-background" in text
    assert any("三岔乡10月未报" in one.label for one in app.checkbox) and not any(one.value for one in app.checkbox)


def test_the_downloaded_report_is_the_previewed_one_and_is_kept_under_its_code(open_screen):
    ticked = "missing.990101012..202510"
    content = paper_view.written(EVERYTHING, "month", COUNTY, 202510, None, (ticked,))
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    with open_source(EVERYTHING) as source:
        paper = paper_view.composed(source, "month", "", COUNTY, 202510, (ticked,))

    assert "三岔乡10月未报" in text and all(block.text in text for block in paper.blocks if block.kind == "text")
    with open_source(EVERYTHING) as source:
        assert len(briefing.kept(source, paper.code)[0].rows) > 40


def test_a_structure_for_townships_opens_a_township(run_screen):
    app = run_screen("briefing", tab="report", item="township", area=COUNTY, to="2025-10")

    assert not app.exception
    assert app.selectbox(key="report.area").value == f"{COUNTY}001"


def test_a_wrong_structure_file_is_named_by_its_line(open_screen, demo_dir, tmp_path):
    folder = tmp_path / "demo" / "structures"
    folder.mkdir()
    (folder / "own.toml").write_text('name = "本局"\ntitle = "{地区"\nspan = "ytd"\nlevels = ["county"]\n', encoding="utf-8")
    app = open_screen("briefing", tab="report", area=COUNTY, to="2025-10")

    assert not app.exception
    assert "1处错误" in app.error[0].value or "2处错误" in app.error[0].value
    assert any("own.toml 第2行：花括号{ }不成对" in one.value for one in app.text)


def test_the_template_of_decks_says_which_is_in_force_and_can_be_taken_back(open_screen):
    app = open_screen("briefing", tab="template")
    assert not app.exception and any("用**自带的模板**" in one.value for one in app.markdown)
    assert app.button(key="template.reset").disabled

    slide_template.keep(slide_template.built_in(), EVERYTHING)
    app = open_screen("briefing", tab="template")
    assert any("用**本单位的模板**" in one.value for one in app.markdown)
    app.button(key="template.reset").click().run()
    assert slide_template.kept() is None
