"""The minutes as a Word file: every text there, every run set and checked as Chinese."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from pages.exports import minutes, official

ENTRIES = [
    minutes.Entry(
        "殡葬管理", "枫林乡 · 2025年1—10月。", ("火化率88.3%。",), "每月核对名单。\n逐户说明缺口。", "殡葬股", "2026年3月31日"
    ),
    minutes.Entry("资金发放", "示例县。", (), "", "", ""),
    minutes.Entry("养老服务", "示例县。", (), "扩建 <b>食堂</b>\x0b\x00。", "", ""),
]


@pytest.fixture(scope="module")
def paper():
    return Document(io.BytesIO(minutes.docx("会议纪要", "2025年11月25日", ENTRIES)))


def lines(paper) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs]


def test_every_view_stands_with_its_figures_and_its_decision(paper):
    printed = lines(paper)

    assert printed[:5] == ["会议纪要", "2025年11月25日", "1. 殡葬管理", "枫林乡 · 2025年1—10月。", "火化率88.3%。"]
    assert printed[5:8] == ["决定事项：每月核对名单。\n逐户说明缺口。", "责任人：殡葬股", "完成时限：2026年3月31日"]


def test_what_was_not_decided_says_so(paper):
    printed = lines(paper)
    start = printed.index("2. 资金发放")

    assert printed[start + 1 : start + 3] == ["示例县。", "本项没有形成决定。"]
    assert printed[-2:] == ["责任人：未定", "完成时限：未定"]


def test_typed_text_stays_text(paper):
    assert "决定事项：扩建 <b>食堂</b>。" in lines(paper)


def test_every_run_is_chinese(paper):
    runs = [run._element for paragraph in paper.paragraphs for run in paragraph.runs]

    assert runs
    for run in runs:
        assert run.rPr.rFonts.get(qn("w:eastAsia")) in (official.BODY_FONT, official.HEAD_FONT, official.TITLE_FONT)
        language = run.rPr.find(qn("w:lang"))
        assert language.get(qn("w:eastAsia")) == "zh-CN"
        assert run.rPr[-1] is language  # Word repairs a file whose properties stand in another order
