"""The five reports for the demo county, and what they are in Word: official look, Chinese throughout, blanks marked."""

import io
import re
import shutil
from datetime import datetime

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt

import manage
from data_access.scope import EVERYTHING
from metrics.attention import attention
from metrics.overview import columns
from metrics.papers.compose import compose, view_for
from metrics.papers.structure import structures
from metrics.source import open_source
from pages.exports import paper_document
from pages.exports.official import BODY_FONT, TITLE_FONT

COUNTY, TOWNSHIP, MONTH = "990101", "990101006", 202510
AREAS = {"township": TOWNSHIP}
MADE = datetime(2025, 11, 3, 9)


@pytest.fixture(scope="module")
def papers(demo_dir):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
        with open_source(EVERYTHING) as source:
            found = structures()
            yield {name: compose(source, form, view_for(form, AREAS.get(name, COUNTY), MONTH)) for name, form in found.items()}


@pytest.fixture(scope="module")
def word(papers):
    return Document(io.BytesIO(paper_document.docx(papers["annual"], MADE)))


def test_every_part_is_filled_for_the_demo_county(papers):
    """No heading is left out, and nothing waits for a return."""
    for name, form in structures().items():
        headings = "".join(block.text for block in papers[name].blocks if block.kind in ("heading", "annex"))
        missing = [part.heading for part in form.parts if "{" not in part.heading and part.heading not in headings]
        assert missing == [], name
        assert "未报，待补" not in papers[name].text, name


def test_no_township_is_blamed_in_a_report_for_the_superior(papers, demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    forms = structures()
    with open_source(EVERYTHING) as source:
        items = attention(source, view_for(forms["annual"], COUNTY, MONTH), columns(source))
        blamed = [source.tree.name(item.area) for item in items if item.area != COUNTY]
    upward = [paper for name, paper in papers.items() if forms[name].upward]

    assert len(blamed) > 2 and len(upward) == 3
    assert [name for paper in upward for name in blamed if name in paper.text + "".join(paper.facts)] == []


def test_every_run_is_chinese_and_in_a_named_typeface(word):
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs]
    runs += [run for table in word.tables for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs]
    runs += [run for paragraph in word.sections[0].footer.paragraphs for run in paragraph.runs]

    assert len(runs) > 300
    for run in runs:
        properties = run._element.rPr
        assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        assert properties.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"


def test_the_look_of_official_papers(word):
    title = word.paragraphs[0]
    assert (title.runs[0].font.name, title.runs[0].font.size) == (TITLE_FONT, Pt(22))
    body = next(paragraph for paragraph in word.paragraphs if "现有城乡低保" in paragraph.text)
    assert (body.runs[-1].font.name, body.runs[-1].font.size, body.paragraph_format.line_spacing) == (BODY_FONT, Pt(16), Pt(28))
    foot = word.sections[0].footer
    assert "数据版本" in foot.paragraphs[0].text and "已上报17个，未报1个" in foot.paragraphs[0].text
    assert "PAGE" in foot._element.xml


def test_the_text_is_the_paper_s_and_blanks_are_yellow(word, papers):
    written = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for block in papers["annual"].blocks:
        if block.kind == "text":
            assert block.text in written
    marked = [run for paragraph in word.paragraphs for run in paragraph.runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert len(marked) == papers["annual"].blanks + 1  # and the day


def test_the_annexed_table_has_the_county_and_every_township(word):
    (table,) = word.tables
    assert len(table.rows) == 20 and table.cell(1, 0).text == "示例县合计"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert "13,360人（上报17/18）" in [cell.text for cell in table.rows[1].cells]


def test_the_same_paper_gives_the_same_bytes(papers):
    assert paper_document.docx(papers["month"], MADE) == paper_document.docx(papers["month"], MADE)


# -- from the command line -----------------------------------------------------------------------------------------------


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    status = manage.main(list(arguments))
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def reading(demo_dir, tmp_path, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(demo_dir, tmp_path, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(shutil.copytree(demo_dir, tmp_path / "demo")))  # a report is kept under its code
    return tmp_path


def test_a_ticked_problem_is_written_and_the_code_in_the_footer_gives_the_figures_again(folder, capsys):
    file = folder / "a.docx"
    status, out, _ = run(capsys, "report", "月度通报", "--area", COUNTY, "--to", "2025-10", "--problems")
    key = next(line.split("\t")[0] for line in out.splitlines() if "三岔乡10月未报" in line)
    status, out, _ = run(capsys, "report", "month", str(file), "--area", COUNTY, "--to", "2025-10", "--problem", key)
    assert status == 0 and "已生成《示例县2025年10月民政重点工作进展情况通报》" in out
    assert any("三岔乡10月未报" in paragraph.text for paragraph in Document(file).paragraphs)

    code = re.search(r"校验码(\w{8})", out)[1]
    assert code in Document(file).sections[0].footer.paragraphs[0].text
    status, out, _ = run(capsys, "reproduce", code)
    assert status == 0 and "示例县2025年10月民政重点工作进展情况通报（1个图表）" in out
    assert "按同一数据版本重新取数，与导出时一致。" in out and "没有变化。" in out
    assert out.count("\t") > 80


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("report", "月报", "a.docx", "--area", COUNTY, "--to", "2025-10"),
            "没有名为“月报”的报告结构。现有：年度民政工作总结（annual）",
        ),
        (("report", "month", "a.pdf", "--area", COUNTY, "--to", "2025-10"), "不能生成“a.pdf”"),
        (("report", "month", "--area", COUNTY, "--to", "2025-10"), "没有写文件名"),
        (("report", "month", "a.docx", "--area", COUNTY, "--to", "2025-10", "--problem", "x"), "没有编号为“x”的可选问题"),
        (
            ("report", "township", "a.docx", "--area", COUNTY, "--to", "2025-10"),
            "“一乡一表”不能按示例县生成。请改选乡镇（街道）。",
        ),
        (("report-structures", "--check", "nowhere.toml"), "nowhere.toml：文件打不开"),
    ],
)
def test_wrong_input_is_answered_in_one_sentence(arguments, words, reading, capsys):
    status, out, err = run(capsys, *arguments)

    assert (status, out) == (2, "") and words in err


def test_structures_are_listed_checked_and_copied(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))
    assert "annual\t年度民政工作总结\n" in run(capsys, "report-structures")[1]
    assert "annual.toml" in run(capsys, "report-structures", "--copy")[1]
    assert "annual\t年度民政工作总结（本单位的）" in run(capsys, "report-structures")[1]
    assert "检查通过" in run(capsys, "report-structures", "--check", str(tmp_path / "structures" / "annual.toml"))[1]
