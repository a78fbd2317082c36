"""变动原因分析 whole: record, waterfall, table and notes, of a rate, a quantity and a total; worked out by hand."""

from fractions import Fraction

import pytest

from data_access import engine as engines
from data_access.areas import add_areas, add_duties
from data_access.specs import AreaRow, DutyRow
from metrics import why
from metrics.attribute import Attribution, Part
from metrics.compare import Change
from metrics.effects import Effect, Pair
from metrics.model import Indicator
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, SINCE, XI, YI, monthly, view_of

DEATHS, CREMATED, RATE = "deaths_persons", "cremations_count", "cremation_rate"
TOTAL, URBAN, RURAL = "dibao_funds_amount", "urban_dibao_funds_amount", "rural_dibao_funds_amount"
MAY = Span("month", 202505)
VIEW = view_of("month", 202505)


@pytest.fixture
def fall(county):
    """甲镇 45/50 → 40/50, 乙乡 50/60 → 28/38: 95/110 = 86.36 % became 68/88 = 77.27 %, 100/11 points less.

    甲: (40 − R0·50)/88 − (45 − R0·50)/110 = −5.2686 points; of it 50/88·(0.8 − 0.9) by its own rate = −5.6818, the rest
    by weight. 乙: −3.8223; 38/88·(28/38 − 50/60) = −4.1667.
    """
    cells = ((JIA, 202405, 45, 50), (YI, 202405, 50, 60), (JIA, 202505, 40, 50), (YI, 202505, 28, 38))
    county.report(*((code, area, month, value) for area, month, n, d in cells for code, value in ((CREMATED, n), (DEATHS, d))))
    return county


def test_the_record_of_a_rate(fall):
    def ends(n, d):
        return {"numerator": n, "denominator": d}

    def near(value):
        return pytest.approx(float(value), abs=1e-9)

    r0 = Fraction(95, 110)
    jia = ((40 - r0 * 50) / 88 - (45 - r0 * 50) / 110) * 100
    yi = ((28 - r0 * 38) / 88 - (50 - r0 * 60) / 110) * 100
    own = (
        Fraction(50, 88) * (Fraction(40, 50) - Fraction(45, 50)) * 100,
        Fraction(38, 88) * (Fraction(28, 38) - Fraction(50, 60)) * 100,
    )
    total = (Fraction(68, 88) - r0) * 100
    assert fall.ask(why.answer, RATE, COUNTY, MAY, "yoy") == {
        "why": {
            "text": "火化率（全部死亡）同比下降9.1个百分点：甲镇下拉全县5.3个百分点，乙乡下拉3.8个百分点", "reason": None,
            "before": near(r0 * 100), "now": near(Fraction(6800, 88)), "change": near(total), "unit": "个百分点", "left_out": [],
            "partly": [], "merged": [],
        },
        "contributions": [
            {"area": JIA, "area_name": "甲镇", "contribution": near(jia), "share": near(jia / total * 100), "rate_effect": near(own[0]),
             "weight_effect": near(jia - own[0]), "before": ends(45, 50), "now": ends(40, 50), "reported_in": "both"},
            {"area": YI, "area_name": "乙乡", "contribution": near(yi), "share": near(yi / total * 100), "rate_effect": near(own[1]),
             "weight_effect": near(yi - own[1]), "before": ends(50, 60), "now": ends(28, 38), "reported_in": "both"},
        ],
        "contributions_by_member": None,
    }  # fmt: skip


def test_the_record_of_a_quantity(fall):
    found = fall.ask(why.answer, DEATHS, COUNTY, MAY, "yoy")

    assert found["why"] == {
        "text": "死亡人数同比减少22人（−20.0%）：乙乡减少22人", "reason": None, "before": 110, "now": 88, "change": -22, "unit": "人",
        "left_out": [], "partly": [], "merged": [],
    }  # fmt: skip
    still = {"rate_effect": None, "weight_effect": None, "reported_in": "both"}
    assert found["contributions"] == [
        {"area": YI, "area_name": "乙乡", "contribution": -22, "share": 100, "before": {"value": 60}, "now": {"value": 38}}
        | still,
        {"area": JIA, "area_name": "甲镇", "contribution": 0, "share": 0, "before": {"value": 50}, "now": {"value": 50}} | still,
    ]


def test_the_record_of_a_total_names_its_members_and_who_is_left_out(county):
    """甲镇 1,000 + 2,000 → 1,500 + 1,800; 乙乡 lacks one member this year and is not in the change of 300."""
    county.report((URBAN, JIA, 202405, 1000), (RURAL, JIA, 202405, 2000), (URBAN, JIA, 202505, 1500), (RURAL, JIA, 202505, 1800))
    county.report((URBAN, YI, 202405, 100), (RURAL, YI, 202405, 200), (URBAN, YI, 202505, 100))

    found = county.ask(why.answer, TOTAL, COUNTY, MAY, "yoy")

    assert found["why"]["text"] == "低保金同比增加300元（+10.0%）：甲镇增加300元"
    assert found["why"]["left_out"] == [{"area_name": "乙乡", "reason": "本期只报0/1"}]
    rest = {"rate_effect": None, "weight_effect": None, "reported_in": "both"}
    assert found["contributions_by_member"] == [
        {"indicator": URBAN, "name": "城市低保金发放额", "contribution": 500, "share": pytest.approx(500 / 3),
         "before": {"value": 1000}, "now": {"value": 1500}} | rest,
        {"indicator": RURAL, "name": "农村低保金发放额", "contribution": -200, "share": None,
         "before": {"value": 2000}, "now": {"value": 1800}} | rest,
    ]  # fmt: skip


def shown(county, code, against=None):
    def ask(source):
        found = why.attributions(source, VIEW, code, against)[0]
        return why.waterfall(source, VIEW, found, "funeral", against), why.table(found), why.table_title(found)

    return county.ask(ask)


def test_the_waterfall_and_the_table_of_a_rate(fall):
    chart, table, title = shown(fall, RATE)

    words = "火化率（全部死亡）同比下降9.1个百分点：甲镇下拉全县5.3个百分点，乙乡下拉3.8个百分点"
    assert (chart.id, chart.kind, chart.title) == ("funeral.cremation_rate.why", "waterfall", f"变动原因分析 · {words}")
    assert (chart.finding, chart.unit, chart.options) == (f"小县{words}", "%", {"direction": "higher_better"})
    assert chart.notes == ("2025年5月对2024年5月", "各项相加等于总变化，单位个百分点")
    assert list(chart.frame.columns) == ["area", "name", "value", "text", "role", "tone", "detail"]
    assert [(row[0], row[1], round(row[2], 2), *row[3:]) for row in chart.frame.values.tolist()] == [
        ("", "全县上年同期", 86.36, "86.4%", "start", "neutral", ""),
        (JIA, "甲镇", -5.27, "−5.27", "part", "bad", "45/50 → 40/50；自身变化−5.68，比重变化+0.41；占变化额58.0%"),
        (YI, "乙乡", -3.82, "−3.82", "part", "bad", "50/60 → 28/38；自身变化−4.17，比重变化+0.34；占变化额42.0%"),
        ("", "全县本期", 77.27, "77.3%", "end", "neutral", ""),
    ]
    assert [number.key for number in chart.numbers] == [
        f"{RATE}.{area}.month.{month}" for area in (COUNTY, JIA, YI) for month in (202505, 202405)
    ]
    assert title == "甲镇等2个单位各自的影响"
    assert table.to_dict("records") == [
        {"单位": "甲镇", "影响（个百分点）": "−5.27", "自身变化": "−5.68", "比重变化": "+0.41", "基期": "45/50", "本期": "40/50"},
        {"单位": "乙乡", "影响（个百分点）": "−3.82", "自身变化": "−4.17", "比重变化": "+0.34", "基期": "50/60", "本期": "28/38"},
    ]
    assert table.attrs["keys"] == {
        word: [f"{RATE}.{area}.month.{month}" for area in (JIA, YI)] for word, month in (("本期", 202505), ("基期", 202405))
    }


def test_the_waterfall_and_the_table_of_a_quantity(fall):
    chart, table, _ = shown(fall, DEATHS)

    assert chart.notes[-1] == "各项相加等于总变化"
    assert chart.frame.values.tolist() == [
        ["", "全县上年同期", 110, "110人", "start", "neutral", ""],
        [YI, "乙乡", -22, "−22人", "part", "neutral", "60人 → 38人；占变化额100.0%"],
        [JIA, "甲镇", 0, "0人", "part", "neutral", "50人 → 50人"],
        ["", "全县本期", 88, "88人", "end", "neutral", ""],
    ]
    assert table.to_dict("records") == [
        {"单位": "乙乡", "影响": "−22人", "基期": "60人", "本期": "38人"}, {"单位": "甲镇", "影响": "0人", "基期": "50人", "本期": "50人"},
    ]  # fmt: skip


def test_against_any_other_span_the_base_is_named(fall):
    chart, _, _ = shown(fall, DEATHS, Span("month", 202405))
    assert chart.title.startswith("变动原因分析 · 死亡人数较2024年5月减少22人（−20.0%）")

    fall.report((DEATHS, JIA, 202504, 60), (DEATHS, YI, 202504, 30))
    chart, _, _ = shown(fall, DEATHS, "prev")
    assert chart.frame["name"].iloc[0] == "全县基期"
    assert chart.notes[0] == "2025年5月对2025年4月"
    assert chart.frame["text"].tolist()[1:3] == ["−10人", "+8人"]  # the side of the change first


def test_like_with_like_says_how_many_and_who_is_left_out(county):
    county.report((DEATHS, JIA, 202405, 10), (DEATHS, YI, 202405, 10), (DEATHS, JIA, 202505, 12))

    chart, _, title = shown(county, DEATHS)
    assert chart.frame["name"].tolist() == ["1个可比单位上年同期", "甲镇", "1个可比单位本期"]
    assert chart.notes == ("2025年5月对2024年5月", "未计入：乙乡（本期未报）", "各项相加等于总变化")
    assert title == "各单位的影响"


def test_a_township_of_which_some_villages_count_is_named(county):
    """东村 reported in both, 西村 only a year ago."""
    meals = "canteen_villages_count"
    county.report((meals, DONG, 202405, 0), (meals, XI, 202405, 1), (meals, NAN, 202405, 1))
    county.report((meals, DONG, 202505, 1), (meals, NAN, 202505, 1))

    chart, _, _ = shown(county, meals)
    assert "甲镇只计两期都报全的村（社区）" in chart.notes
    assert county.ask(why.answer, meals, COUNTY, MAY, "yoy")["why"]["partly"] == ["甲镇"]


def attribution(parts, total, unit="人", kind="flow", direction="neutral", **more):
    one = Indicator(id="x", name="人数", english="x", kind=kind, unit=unit, direction=direction)
    number = Number("x", COUNTY, MAY, Fraction(total), unit)
    return Attribution(one, Change(number, number, Fraction(total), Fraction(0)), "area", tuple(parts), **more)


def part(name, value, told="both", rate=None):
    return Part(name, name, Effect(Fraction(value), rate), Pair(Fraction(0)), Pair(Fraction(value)), None, told)


def test_a_merged_township_is_counted_with_its_heir(county):
    """丙乡 went into 甲镇 after 2024: 10 + 6 then, 18 now."""
    with engines.writing() as connection:
        add_areas(connection, [AreaRow("990301003", "丙乡", "township", COUNTY, "乡", valid_to=202412, successor=JIA)])
        add_duties(connection, [DutyRow("funeral", "990301003", SINCE, 202412)])
    county.report((DEATHS, JIA, 202405, 10), ("deaths_persons", "990301003", 202405, 6), (DEATHS, YI, 202405, 5))
    county.report((DEATHS, JIA, 202505, 18), (DEATHS, YI, 202505, 5))

    found = county.ask(why.answer, DEATHS, COUNTY, MAY, "yoy")
    assert found["why"]["merged"] == [{"area_name": "丙乡", "into": "甲镇"}]
    assert [(part["area_name"], part["contribution"], part["before"]) for part in found["contributions"]] == [
        ("甲镇", 2, {"value": 16}), ("乙乡", 0, {"value": 5}),
    ]  # fmt: skip


def test_notes_name_who_is_new_gone_merged_or_left_out(county):
    gone = tuple((f"{number}乡", "未报") for number in range(1, 8))
    found = attribution(
        [part("新乡", 5, "now"), part("旧乡", -2, "before")],
        3,
        left_out=gone,
        partly=("甲镇", "乙乡"),
        merged=(("丙乡", "甲镇"),),
    )

    assert county.ask(why.notes, found) == (
        "2025年5月对2025年5月", "未计入：1乡（未报）、2乡（未报）、3乡（未报）、4乡（未报）、5乡（未报）等7个",
        "甲镇、乙乡只计两期都报全的村（社区）", "丙乡已并入甲镇，合并计算", "仅本期有：新乡", "仅基期有：旧乡", "各项相加等于总变化",
    )  # fmt: skip
    five = attribution([part("新乡", 5)], 5, left_out=gone[:5])
    assert county.ask(why.notes, five)[1] == "未计入：1乡（未报）、2乡（未报）、3乡（未报）、4乡（未报）、5乡（未报）"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((50, 30, 15, 9, -20), "增加84人：甲乡增加50人，乙乡增加30人，戊乡减少20人"),
        ((50, 30, 15, 9), "增加104人：甲乡增加50人，乙乡增加30人，丙乡增加15人"),
        ((-50, -30, 9), "减少71人：甲乡减少50人，乙乡减少30人，丙乡增加9人"),
        ((90, 4, 2), "增加96人：甲乡增加90人"),  # less than a twentieth is not worth a word
        ((20, -20), "持平：甲乡增加20人，乙乡减少20人"),
        ((95, 5), "增加100人：甲乡增加95人，乙乡增加5人"),  # a twentieth is
    ],
)
def test_the_sentence_names_three_and_one_against(county, values, expected):
    found = attribution([part(f"{name}乡", value) for name, value in zip("甲乙丙丁戊", values, strict=False)], sum(values))

    assert county.ask(why.sentence, found, "yoy") == f"人数同比{expected}"


@pytest.mark.parametrize(
    ("total", "unit", "kind", "expected"),
    [
        ("0.04", "%", "ratio", "基本持平"), (0, "%", "ratio", "持平"), ("-0.06", "%", "ratio", "下降0.1个百分点"),
        (12, "元/月", "ratio", "上升12元/月"), (-3, "人", "flow", "减少3人"),
    ],
)  # fmt: skip
def test_movement(total, unit, kind, expected):
    assert why.movement(attribution([], Fraction(total), unit, kind)) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(Fraction(1, 300), "%", "<0.01"), (Fraction(0), "%", "0"), (Fraction(3, 5), "%", "+0.60"), (Fraction(-1, 2), "%", "−0.50"),
     (Fraction(12), "人", "+12人"), (None, "人", "")],
)  # fmt: skip
def test_what_stands_at_a_bar(value, unit, expected):
    assert why._signed(value, unit) == expected


def test_small_effects_on_a_rate_keep_the_decimals_that_show_them():
    assert [why._amount(Fraction(value), "%") for value in ("0.6", "-0.04", "0.004")] == [
        "0.6个百分点",
        "0.04个百分点",
        "不到0.01个百分点",
    ]


def test_tones_follow_what_is_better():
    for direction, up in (("higher_better", "good"), ("lower_better", "bad"), ("neutral", "neutral")):
        found = attribution([], 1, direction=direction)
        down = {"good": "bad", "bad": "good", "neutral": "neutral"}[up]
        assert [why._tone(found, Fraction(value)) for value in (2, -2, 0)] == [up, down, "neutral"]


def test_the_rest_is_folded_with_its_names(county):
    parts = [part(f"{number}乡", number) for number in range(20, 8, -1)]
    chart = county.ask(lambda source: why.waterfall(source, VIEW, attribution(parts, sum(range(9, 21))), "x"))

    rest = chart.frame[chart.frame["role"] == "rest"].to_dict("records")
    assert rest == [{"area": "", "name": "其余4个", "value": 42, "text": "+42人", "role": "rest", "tone": "neutral",
                     "detail": "12乡、11乡、10乡、9乡"}]  # fmt: skip


def test_a_total_has_a_chart_by_member(county):
    county.report(*monthly(URBAN, JIA, [100] * 5, 2024), *monthly(RURAL, JIA, [100] * 5, 2024))
    county.report(*monthly(URBAN, JIA, [150] * 5), *monthly(RURAL, JIA, [90] * 5))

    def ask(source):
        view = view_of("month", 202505, JIA)
        found = why.attributions(source, view, TOTAL)
        return [(why.waterfall(source, view, one, "x"), why.table(one), why.table_title(one)) for one in found]

    ((chart, table, title),) = county.ask(ask)  # its villages said nothing
    assert chart.id == "x.dibao_funds_amount.why_members"
    assert chart.title == "分项变动原因 · 低保金同比增加40元（+20.0%）：城市低保金发放额增加50元，农村低保金发放额减少10元"
    assert chart.frame["area"].tolist() == [""] * 4 and chart.frame["name"].iloc[0] == "全镇上年同期"
    assert title == "城市低保金发放额等2个项目各自的影响"
    assert table["项目"].tolist() == ["城市低保金发放额", "农村低保金发放额"]
    assert table.attrs["keys"]["本期"] == [f"{code}.{JIA}.month.202505" for code in (URBAN, RURAL)]
