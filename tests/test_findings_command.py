"""`manage.py findings`: the same findings for machines; bad input is one Chinese sentence."""

from __future__ import annotations

import csv
import io
import json

import pytest

import manage


@pytest.fixture(autouse=True)
def on_the_demo(demo_dir, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))


def test_lists_findings_as_json_with_both_numbers_and_sources(capsys):
    assert manage.main(["findings", "--area", "990101", "--to", "2025-10", "--format", "json"]) == 0

    rows = json.loads(capsys.readouterr().out)
    meals = next(row for row in rows if row["rule"] == "part_above_whole")
    assert (meals["area_name"], meals["month"]) == ("江口村", "2025-10")
    assert (meals["first"], meals["second"]) == ("60周岁及以上老年人助餐人次709人次", "老年助餐人次592人次")
    assert meals["why"] and "2025年10月民政月报" in meals["sources"]


def test_lists_findings_as_csv_in_order_of_consequence(capsys):
    assert manage.main(["findings", "--area", "431025", "--to", "2024-12"]) == 0

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert any("f004-052" in row["facts"] for row in rows)


@pytest.mark.parametrize(("area", "to", "word"), [("999999", "2025-10", "没有代码为"), ("990101", "2025-13", "写法不对")])
def test_bad_input_is_refused_in_words(capsys, area, to, word):
    assert manage.main(["findings", "--area", area, "--to", to]) == 2
    assert word in capsys.readouterr().err
