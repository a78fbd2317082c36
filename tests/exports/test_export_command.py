"""`manage.py export`: a file by its name, and one Chinese sentence for what cannot be exported."""

import shutil

import pytest
from pptx import Presentation

import manage

ASKED = "--area 990101 --to 2025-10 --exhibits"
TREND = "funeral.cremation_zone_rate.trend"


@pytest.fixture
def run(demo_dir, tmp_path_factory, monkeypatch, capfd):
    """Over a county of its own, since what a file printed is kept."""
    folder = shutil.copytree(demo_dir, tmp_path_factory.mktemp("county") / "demo")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(folder))

    def call(line: str, command: str = "export") -> tuple[int, str]:
        status = manage.main([command, *line.split()])
        return status, "".join(capfd.readouterr())

    return call


def test_it_writes_a_deck_with_the_title_asked_for(run, tmp_path):
    file = tmp_path / "a.pptx"
    status, said = run(f"{file} --title 全县汇报 {ASKED} {TREND}")

    assert status == 0
    assert said.startswith(f"已导出1个图表：{file}（校验码")
    assert Presentation(file).slides[0].shapes.title.text_frame.text == "全县汇报"


@pytest.mark.parametrize(
    ("name", "exhibits", "word"),
    [("a.odp", TREND, "文件名应以"), ("a.pptx", ",", "没有写要导出的图表"), ("a.docx", "funeral.x", "不能按编号")],
)
def test_what_cannot_be_exported_is_said_and_leaves_no_file(run, tmp_path, name, exhibits, word):
    status, said = run(f"{tmp_path / name} {ASKED} {exhibits}")

    assert status == 2
    assert word in said
    assert list(tmp_path.iterdir()) == []


def test_its_code_brings_the_figures_back(run, tmp_path):
    status, said = run(f"{tmp_path / 'a.pdf'} {ASKED} {TREND}")
    code = said.rpartition("校验码")[2][:8]
    assert status == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")

    status, said = run(code, "reproduce")
    assert status == 0
    assert "与导出时一致" in said
    assert "97.2%" in said
