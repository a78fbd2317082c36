"""`manage.py export`: a file by its name, and one Chinese sentence for what cannot be exported."""

import pytest
from pptx import Presentation

import manage

ASKED = "--area 990101 --to 2025-10 --exhibits"
TREND = "funeral.cremation_zone_rate.trend"


@pytest.fixture
def run(demo_dir, monkeypatch, capfd):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))

    def call(line: str) -> tuple[int, str]:
        status = manage.main(["export", *line.split()])
        return status, "".join(capfd.readouterr())

    return call


def test_it_writes_a_deck_with_the_title_asked_for(run, tmp_path):
    file = tmp_path / "a.pptx"
    status, said = run(f"{file} --title 全县汇报 {ASKED} {TREND}")

    assert (status, said) == (0, f"已导出1个图表：{file}\n")
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
