"""Hand-computed texts: what a reader of the figures would write by hand."""

from fractions import Fraction as F

import pytest

from metrics import formatting as f
from metrics.results import Number, Span


def number(value=None, unit="人", **rest) -> Number:
    return Number("any", "990101", Span("ytd", 202510), None if value is None else F(value), unit, **rest)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (F(5, 100), 1, "0.1"),  # a tie goes up; the float 0.05 would, too, but 0.15 and 0.35 would not
        (F(15, 100), 1, "0.2"),
        (F(35, 100), 1, "0.4"),
        (F(49, 1000), 1, "0.0"),
        (F(-5, 100), 1, "−0.1"),  # away from zero on both sides
        (F(-4, 100), 1, "0.0"),  # no minus before a zero
        (F(2675, 1000), 2, "2.68"),
        (F(1, 2), 0, "1"),
        (F(5, 2), 0, "3"),  # not to the even neighbour
        (F(99995, 100000) * 1000, 1, "1,000.0"),
        (10**18, 0, "1,000,000,000,000,000,000"),
    ],
)
def test_rounding_is_exact_and_half_up(value, places, text):
    assert f.digits(value, places) == text


def test_digits_have_no_decimals_unless_asked_for():
    assert (f.digits(F(5, 2)), f.digits(1234)) == ("3", "1,234")


@pytest.mark.parametrize(
    ("value", "text"), [("92.35", "92.35%"), ("92.30", "92.3%"), ("97", "97%"), ("13.71", "13.71%"), ("92.354", "92.4%")]
)
def test_a_rate_as_stated_keeps_the_decimals_of_its_paper(value, text):
    """Up to two, without zeros at the end; one that is reckoned to more is rounded to one as everywhere."""
    assert f.value_text(F(value), "%", as_stated=True) == text


def test_floats_are_refused():
    with pytest.raises(TypeError):
        f.value_text(0.05, "%")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (8204, "人", "8,204人"),
        (0, "户", "0户"),
        (-12, "户", "−12户"),
        (352114, "人次", "352,114人次"),
        (F(5, 2), "人", "2.5人"),
        (0, "元", "0元"),
        (8500, "元", "8,500元"),
        (F("8500.5"), "元", "8,500.50元"),
        (F("9999.99"), "元", "9,999.99元"),
        (F("9999.996"), "元", "1.0万元"),
        (10000, "元", "1.0万元"),
        (66641000, "元", "6,664.1万元"),
        (66640500, "元", "6,664.1万元"),  # 6,664.05: a tie
        (-66641000, "元", "−6,664.1万元"),
        (999_999_000, "元", "99,999.9万元"),
        (999_999_600, "元", "10.00亿元"),  # 99,999.96万元 would round to 100,000.0
        (1_234_567_890, "元", "12.35亿元"),
        (540, "元/月", "540元/月"),
        (F("486.98"), "元/人", "487.0元/人"),
        (12000, "元/人", "12,000元/人"),
        (F("2.35"), "公里", "2.35公里"),
        (97, "%", "97.0%"),
        (F("96.95"), "%", "97.0%"),
        (100, "%", "100.0%"),
        (0, "%", "0.0%"),
        (F("99.94"), "%", "99.9%"),
        (F("99.95"), "%", "99.95%"),
        (F("99.96"), "%", "99.96%"),
        (F("99.999"), "%", ">99.99%"),
        (F("0.04"), "%", "0.04%"),
        (F("0.004"), "%", "<0.01%"),
        (F("158.5"), "%", "158.5%"),
        (None, "人", "—"),
    ],
)
def test_values_in_tables(value, unit, text):
    assert f.value_text(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (352114, "人次", "35.2万人次"),
        (99999, "人", "99,999人"),
        (100000, "人", "10.0万人"),
        (140_500_000, "人", "1.41亿人"),
        (13764, "人", "13,764人"),
        (66641000, "元", "6,664.1万元"),
        (120000, "元/人", "120,000元/人"),
    ],
)
def test_values_on_cards(value, unit, text):
    assert f.value_text(value, unit, dense=True) == text


@pytest.mark.parametrize(
    ("value", "unit", "approx", "text"),
    [
        (3288, "人次", "余", "3,288余人次"),
        (854, "人", "约", "约854人"),
        (90, "%", "以上", "90%以上"),
        (2380000, "元", "余", "238余万元"),
        (105100, "元", "余", "10.51万余元"),
        (5000000, "元", "约", "约500万元"),
        (3000, "名", "多", "3,000多名"),
    ],
)
def test_approximate_figures_keep_their_word_and_gain_no_precision(value, unit, approx, text):
    assert f.value_text(value, unit, approx) == text


def test_a_missing_number_says_why():
    assert f.number_text(number()) == "未报"
    assert f.number_text(number(reason="口径不可比")) == "口径不可比"
    assert f.number_text(number(), dense=True) == "—"
    assert f.number_text(number(state="not_due")) == "本期不发放"
    assert f.number_text(number(2, state="masked")) == "<3"
    assert f.number_text(number(0, state="reported")) == "0人"


def test_a_standard_over_several_areas_is_a_range():
    assert f.number_text(number(unit="元/月", low=F(540), high=F(620))) == "540—620元/月"
    assert f.number_text(number(unit="元/月", low=F(540), high=F(540))) == "540元/月"
    assert f.range_text(F(8000), F(12000), "元") == "8,000元—1.2万元"


def test_pairs():
    assert f.pair_text(number(97, "%", n=F(2604), d=F(2684))) == "2,604/2,684"
    assert f.pair_text(number(82, "%", n=F(510_000), d=F(618_000)), unit="元") == "51.0/61.8万元"
    assert f.pair_text(number(97, "%")) == ""
    assert f.pair_text(number(50, "%", n=F(1), d=F(2), state="masked")) == ""


@pytest.mark.parametrize(
    ("now", "before", "unit", "text"),
    [
        (1384, 1000, "人次", "+38.4%"),
        (994, 1000, "人", "−0.6%"),
        (100, 100, "人", "持平"),
        (1_000_001, 1_000_000, "人", "基本持平"),
        (5, 0, "人", "基数为0"),
        (0, 5, "人", "−100.0%"),
        (F("97.02"), F("97.94"), "%", "−0.9个百分点"),
        (F("97.04"), F("95.95"), "%", "+1.1个百分点"),  # 1.09; the rounded rates, 97.0 and 96.0, would give 1.0
        (97, 97, "%", "持平"),
        (None, 97, "%", "—"),
    ],
)
def test_changes_are_taken_before_rounding(now, before, unit, text):
    assert f.change_text(now, before, unit) == text


def test_arrows_and_differences():
    assert f.change_text(1384, 1000, "人次", arrow=True) == "↑ +38.4%"
    assert f.change_text(F(96), F(97), "%", arrow=True) == "↓ −1.0个百分点"
    assert f.difference_text(F("-22.3"), "%", signed=False) == "22.3个百分点"
    assert f.difference_text(-27, "户") == "−27户"
    assert f.difference_text(125000, "元") == "+12.5万元"


@pytest.mark.parametrize(
    ("kind", "month", "text"),
    [
        ("month", 202510, "2025年10月"),
        ("ytd", 202510, "2025年1—10月"),
        ("ytd", 202501, "2025年1月"),
        ("ytd", 202512, "2025年1—12月"),
        ("quarter", 202510, "2025年四季度（10月）"),
        ("quarter", 202511, "2025年四季度（10—11月）"),
        ("quarter", 202509, "2025年三季度"),
        ("half", 202510, "2025年下半年（7—10月）"),
        ("half", 202506, "2025年上半年"),
        ("half", 202512, "2025年下半年"),
        ("year", 202510, "2025年全年"),
    ],
)
def test_spans(kind, month, text):
    assert f.span_text(Span(kind, month)) == text


def test_months():
    assert f.month_text(202501) == "2025年1月"
    assert f.month_text(202510, year=False) == "10月"


def test_completeness():
    assert f.completeness_text(17, 18, ["三岔乡"]) == "已上报17个，未报1个（三岔乡）"
    assert f.completeness_text(18, 18) == "应报18个，已全部上报"
    assert f.completeness_text(11, 18, list("甲乙丙丁戊己庚")) == "已上报11个，未报7个（甲、乙、丙、丁、戊等）"
    assert f.completeness_text(16, 18) == "已上报16个，未报2个"
    assert f.completeness_text(0, 0) == "本期无应报单位"


def test_lights_are_shapes_and_words():
    assert [f.light_text(light) for light in ("on", "mark", "behind", "off", "missing", "none")] == [
        "●达标",
        "▲基本达标",
        "◆滞后",
        "▼低于预警值",
        "—未报",
        "",
    ]


def test_ticks_share_one_scale():
    assert f.axis_texts([F(0), F(2_500_000), F(5_000_000)], "元") == ["0元", "250万元", "500万元"]
    assert f.axis_texts([F(90), F(F("92.5")), F(95)], "%") == ["90.0%", "92.5%", "95.0%"]
    assert f.axis_texts([F(0), F(1000)], "人") == ["0人", "1,000人"]


def test_nearly_and_months_as_they_are_said():
    assert f.value_text(1_000_000, "元", "近") == "近100万元"
    assert f.value_text(6, "月") == "6个月"
    assert [f.chinese_number(number) for number in (1, 10, 11, 20, 23, 99)] == ["一", "十", "十一", "二十", "二十三", "九十九"]
