"""`manage.py score`: places, every item with its raw figure, one area's own result, and Chinese sentences for bad input."""

from __future__ import annotations

import json

import pytest

import manage


@pytest.fixture
def run(demo_dir, monkeypatch, capfd):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))

    def call(line: str) -> tuple[int, str, str]:
        capfd.readouterr()
        return (manage.main(["score", *line.split()]), *capfd.readouterr())

    return call


@pytest.fixture
def ask(run):
    def asked(line: str) -> dict:
        status, out, complaint = run(line)
        assert (status, complaint) == (0, "")
        return json.loads(out)

    return asked


def test_townships_with_places_and_every_item_with_its_raw_figure(ask):
    """枫林乡, through October: 128 of 145 cremated, 10.22 points short of 98.5 %, at 2 points each 20.45 of 25 lost."""
    found = ask("township_funeral --year 2025 --to 10 --format json")

    by_name = {one["area_name"]: one for one in found["results"]}
    rate = by_name["枫林乡"]["items"][0]
    assert (rate["lost"], rate["score"]) == (20.45, 4.55)
    assert (rate["parts"][0]["numerator"], rate["parts"][0]["denominator"], rate["parts"][0]["reporting"]) == (128, 145, 1)
    assert rate["regain"][0] == {"text": "火化区火化再增加15具，可得20.45分", "amount": 15, "unit": "具", "points": 20.45}
    assert (by_name["三岔乡"]["rank"], by_name["三岔乡"]["reason"]) == (None, "可计分的项目不足一半，不排名")
    assert by_name["松坡乡"]["items"][0]["score"] is None  # no cremation zone: not scored, and not 0


def test_a_township_and_its_place_among_all(ask):
    whole = ask("township_work --year 2025 --to 10")
    found = ask("township_work --year 2025 --to 10 --area 990101010")

    assert [one["area_name"] for one in found["results"]] == ["枫林乡"]
    assert found["results"] == [one for one in whole["results"] if one["area"] == "990101010"]
    assert found["ranked"] == 17


def test_the_bureau_itself(ask):
    found = ask("bureau_self_evaluation --year 2025 --to 10")

    assert [one["area_name"] for one in found["results"]] == ["示例县"]
    assert found["results"][0]["items"][-1]["score"] is None  # 满意度: nobody has entered it


def test_an_earlier_data_version_gives_what_was_known_then(ask):
    assert ask("township_work --year 2025 --to 9 --as-of 33")["data_version"] == 33


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nothing --year 2025", "没有考评方案“nothing”。"),
        ("township_work@7 --year 2025", "没有考评方案“township_work”的第7版。"),
        ("township_work@x --year 2025", "方案版本“x”不是数字。"),
        ("township_work --year 2019", "示例县没有2019年的数据，没有计分。"),
        ("township_work --year 25", "参数 --year 的值不正确。"),
        ("township_work", "缺少参数 --year。"),
        ("township_work --year 2025 --area 12", "没有代码为“12”的区划。"),
    ],
)
def test_bad_input_is_one_chinese_sentence(run, line, said):
    status, out, complaint = run(line)

    assert (status, out) == (2, "")
    assert said in complaint
