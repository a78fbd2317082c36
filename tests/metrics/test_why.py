"""变动原因分析 as it is shown: the waterfall's frame, what is folded, the words, the records."""

from dataclasses import replace
from fractions import Fraction

import pytest

from data_access import engine as engines
from data_access import plans
from data_access.areas import AreaTree
from metrics import why
from metrics.attribute import Attribution, Part
from metrics.compare import Change
from metrics.effects import Effect, Pair
from metrics.model import Indicator
from metrics.results import Number
from tests.metrics.conftest import COUNTY, JIA, YI, view_of
from tests.metrics.test_attribute import DEATHS, MAY, RATE, changed_weights


def test_the_exhibit_begins_and_ends_with_the_figure_and_names_the_cause(county):
    changed_weights(county)

    exhibit = county.ask(
        lambda source: why.waterfall(source, view := view_of("month", 202505), why.attributions(source, view, RATE)[0], "funeral")
    )

    assert exhibit.id == "funeral.cremation_rate.why"
    assert exhibit.title == "变动原因分析 · 火化率（全部死亡）同比下降9.1个百分点：甲镇下拉全县6.2个百分点，乙乡下拉2.9个百分点"
    assert exhibit.frame["role"].tolist() == ["start", "part", "part", "end"]
    assert exhibit.frame["text"].tolist() == ["86.4%", "−6.20", "−2.89", "77.3%"]
    assert exhibit.frame["tone"].tolist()[1:3] == ["bad", "bad"]
    assert exhibit.frame["area"].tolist() == ["", JIA, YI, ""]


def many(count, total):
    """An attribution of so many parts of 1 … count, as the demo county's eighteen."""
    one = Indicator(id="x", name="人数", english="x", kind="flow", unit="人")
    number = Number("x", COUNTY, MAY, Fraction(total), "人")
    parts = tuple(Part(str(n), f"{n}乡", Effect(Fraction(n)), Pair(), Pair(Fraction(n)), None) for n in range(count, 0, -1))
    return Attribution(one, Change(number, number, Fraction(total), Fraction(0)), "area", parts)


def test_small_parts_are_folded_in_the_chart_and_kept_in_the_data(county):
    exhibit = county.ask(lambda source: why.waterfall(source, view_of("month", 202505), many(18, 171), "x"))

    roles = exhibit.frame["role"].value_counts().to_dict()
    assert roles == {"folded": 10, "part": 8, "start": 1, "rest": 1, "end": 1}
    rest = exhibit.frame[exhibit.frame["role"] == "rest"].iloc[0]
    assert (rest["name"], rest["value"], rest["text"]) == ("其余10个", 55, "+55人")
    assert len(why.table(many(18, 171))) == 18


def test_one_small_part_alone_is_not_folded(county):
    exhibit = county.ask(lambda source: why.waterfall(source, view_of("month", 202505), many(9, 45), "x"))

    assert "rest" not in exhibit.frame["role"].tolist()


@pytest.mark.parametrize(("kind", "word"), [("区", "全区"), ("市", "全市"), ("", "全区")])
def test_the_whole_is_called_as_the_area_is(county, kind, word):
    with engines.writing() as connection:
        plans.put_settings(connection, {"level_word": "区"}, who="测试")

    def ask(source):
        tree = AreaTree(source.tree.rows | {COUNTY: replace(source.tree[COUNTY], kind=kind)})
        return why.whole_word(replace(source, tree=tree), COUNTY)

    assert county.ask(ask) == word


def test_records_add_up_and_say_what_was_left_out(county):
    changed_weights(county)

    record = county.ask(why.answer, RATE, COUNTY, MAY, "yoy")

    assert [part["area_name"] for part in record["contributions"]] == ["甲镇", "乙乡"]
    assert sum(part["contribution"] for part in record["contributions"]) == pytest.approx(record["why"]["change"], abs=1e-12)
    assert record["contributions"][0]["now"] == {"numerator": 40, "denominator": 50}
    assert record["contributions_by_member"] is None
    assert record["why"]["reason"] is None


def test_records_without_a_base_are_empty_and_say_why(county):
    record = county.ask(why.answer, DEATHS, COUNTY, MAY, "yoy")

    assert (record["contributions"], record["why"]["reason"]) == ([], "本期无数据")
