"""The rules of data quality as data: the product's own are sound, and a bad file names every mistake at once."""

from __future__ import annotations

import pytest

from metrics.checks import CONSEQUENCES, ChecksError, checks, load_checks
from metrics.loading import catalogue

HEAD = 'why = "理由"\nweight = 2\n'


def written(tmp_path, text: str):
    path = tmp_path / "checks.toml"
    path.write_text(text, encoding="utf-8")
    return path


def entry(kind: str, name: str, more: str) -> str:
    return f'[[rule]]\nkind = "{kind}"\nid = "{name}"\ntitle = "规则"\n{HEAD}{more}\n'


def mistakes(tmp_path, text: str) -> tuple[str, ...]:
    with pytest.raises(ChecksError) as fault:
        load_checks(written(tmp_path, text), catalogue())
    return fault.value.problems


def test_the_product_s_own_rules_load_and_say_why():
    rules = checks().rules

    assert len({rule.id for rule in rules}) == len(rules)
    assert all(rule.title and rule.why and rule.weight in CONSEQUENCES for rule in rules)


def test_an_unknown_indicator_is_refused(tmp_path):
    text = entry("idle", "quiet", 'indicator = "no_such_thing"\nmonths = 6')

    assert mistakes(tmp_path, text) == ("checks.toml：第1条（quiet）：没有编号为“no_such_thing”的指标。",)


def test_a_band_upside_down_is_refused(tmp_path):
    text = entry("band", "per_head", 'numerator = "dibao_funds_amount"\ndenominator = "dibao_persons"\nlow = 900\nhigh = 100')

    assert mistakes(tmp_path, text) == ("checks.toml：第1条（per_head）：下限900大于上限100。",)


def test_a_total_without_parts_is_refused(tmp_path):
    text = entry("total", "all_of_it", 'whole = "dibao_persons"')

    assert mistakes(tmp_path, text) == ("checks.toml：第1条（all_of_it）：键“parts”有误：缺少必填的键。",)


def test_parts_of_another_unit_and_an_empty_enumeration_are_refused(tmp_path):
    text = entry("total", "mixed", 'whole = "dibao_persons"\nparts = ["urban_dibao_persons", "urban_dibao_households"]')
    text += entry("listed", "nothing", 'count = "elder_canteens_built_count"')

    found = mistakes(tmp_path, text)

    assert len(found) == 2
    assert "单位不同" in found[0] and "缺少可数的分项" in found[1]


def test_every_mistake_is_named_at_once(tmp_path):
    text = entry("band", "one", 'numerator = "no_a"\ndenominator = "no_b"\nlow = 5\nhigh = 1')
    text += entry("magic", "two", "") + entry("part", "one", 'part = "dibao_persons"\nwhole = "no_c"')

    found = "\n".join(mistakes(tmp_path, text))

    for word in ("no_a", "no_b", "no_c", "下限5大于上限1", "没有这种规则", "编号重复"):
        assert word in found


def test_a_file_that_cannot_be_read_says_so(tmp_path):
    assert "不能读取" in mistakes(tmp_path, "[[rule")[0]
    with pytest.raises(ChecksError, match="不能读取"):
        load_checks(tmp_path / "nothing.toml", catalogue())
