"""考评计分：每一种规则、封顶、扣完为止、否决、并列、缺数据、超额，按手工核算。

Each case was worked out on paper before the program was asked. A line is one item of ten points.
"""

import pytest

from metrics.assessment.checking import SchemeError
from tests.spec.scoring import check_rules, places, scheme_of, scored, shown


def test_threshold_gives_all_or_what_is_named():
    check_rules("""
        计分方式 | 方向 | 目标 | 扣加几分 | 实际 | 得分 | 失分
        达标得分 | ≥    | 95   |          | 95   | 10   | 0
        达标得分 | ≥    | 95   |          | 94.9 | 0    | 10
        达标得分 | ≥    | 95   | 4        | 94.9 | 4    | 6
        达标得分 | ≤    | 3    |          | 3    | 10   | 0
        达标得分 | ≤    | 3    |          | 4    | 0    | 10
        达标得分 | ≤    | 0    | 2.5      | 1    | 2.5  | 7.5
    """)


def test_proportional_with_cap_and_floor():
    """4,604 of 4,754 is 96.8447 %: 9.68 points. Two thirds of ten is 6.67. Where less is better: target ÷ value."""
    check_rules("""
        计分方式   | 方向 | 目标 | 封顶 | 下限 | 实际 | 得分 | 失分 | 加分
        按比例得分 | ≥    | 4754 |      |      | 4604 | 9.68 | 0.32 | 0
        按比例得分 | ≥    | 30   |      |      | 20   | 6.67 | 3.33 | 0
        按比例得分 | ≥    | 100  |      |      | 120  | 10   | 0    | 0
        按比例得分 | ≥    | 100  | 110  |      | 105  | 10.5 | 0    | 0.5
        按比例得分 | ≥    | 100  | 110  |      | 110  | 11   | 0    | 1
        按比例得分 | ≥    | 100  | 110  |      | 180  | 11   | 0    | 1
        按比例得分 | ≥    | 100  |      | 60   | 60   | 6    | 4    | 0
        按比例得分 | ≥    | 100  |      | 60   | 59.9 | 0    | 10   | 0
        按比例得分 | ≥    | 0    |      |      | 0    | 10   | 0    | 0
        按比例得分 | ≤    | 3    |      |      | 4    | 7.5  | 2.5  | 0
        按比例得分 | ≤    | 3    |      |      | 2    | 10   | 0    | 0
        按比例得分 | ≤    | 3    | 110  |      | 2.8  | 10.71 | 0   | 0.71
        按比例得分 | ≤    | 0    |      |      | 0    | 10   | 0    | 0
        按比例得分 | ≤    | 0    |      |      | 1    | 0    | 10   | 0
    """)


def test_points_off_per_percentage_point_until_nothing_is_left():
    """枫林乡: 128 of 145 is 88.2759 %, 10.2241 points short of 98.5 %: 20.45 off 25."""
    check_rules("""
        分值 | 计分方式   | 方向 | 目标 | 每  | 扣加几分 | 封顶 | 零头 | 实际    | 得分  | 失分
        25   | 按差距扣分 | ≥    | 98.5 |     | 2        |      |      | 128/145 | 4.55  | 20.45
        25   | 按差距扣分 | ≥    | 98.5 |     | 2        |      |      | 199/204 | 23.1  | 1.9
        10   | 按差距扣分 | ≥    | 98.5 |     | 2        |      |      | 97      | 7     | 3
        10   | 按差距扣分 | ≥    | 98.5 |     | 2        |      | 进一 | 97      | 6     | 4
        10   | 按差距扣分 | ≥    | 98.5 |     | 2        |      | 舍去 | 97      | 8     | 2
        10   | 按差距扣分 | ≥    | 98.5 | 0.5 | 1        |      |      | 97      | 7     | 3
        10   | 按差距扣分 | ≥    | 98.5 |     | 2        |      |      | 93.5    | 0     | 10
        10   | 按差距扣分 | ≥    | 98.5 |     | 2        |      |      | 80      | 0     | 10
        10   | 按差距扣分 | ≥    | 98.5 |     | 2        | 5    |      | 80      | 5     | 5
        10   | 按差距扣分 | ≥    | 98.5 |     | 2        |      |      | 99      | 10    | 0
        10   | 按差距扣分 | ≤    | 5    |     | 2        |      |      | 6.5     | 7     | 3
        10   | 按差距扣分 | ≤    | 5    |     | 2        |      |      | 4       | 10    | 0
    """)


def test_points_off_per_case():
    """3 of 5 cemeteries: two are missing, 5 points each. Of a rate the missing cases count, not the points."""
    check_rules("""
        分值 | 计分方式 | 方向 | 目标 | 扣加几分 | 封顶 | 实际    | 得分 | 失分
        20   | 按例扣分 | ≥    | 5    | 5        |      | 3       | 10   | 10
        20   | 按例扣分 | ≥    | 5    | 5        |      | 0       | 0    | 20
        20   | 按例扣分 | ≥    | 5    | 5        |      | 6       | 20   | 0
        20   | 按例扣分 | ≥    | 100  | 5        |      | 3/5     | 10   | 10
        20   | 按例扣分 | ≥    | 90   | 5        |      | 7/10    | 10   | 10
        20   | 按例扣分 | ≥    | 95   | 1        |      | 128/145 | 10   | 10
        10   | 按例扣分 | ≤    | 0    | 3        |      | 2       | 4    | 6
        10   | 按例扣分 | ≤    | 0    | 3        | 5    | 2       | 5    | 5
        10   | 按例扣分 | ≤    | 1    | 3        |      | 1       | 10   | 0
    """)


def test_graded_bands_with_their_ends():
    """With ≥ the lower end belongs to a band, with ≤ the upper."""
    check_rules("""
        计分方式 | 方向 | 档次                             | 实际  | 得分
        分档得分 | ≥    | >=90:10；80-90:8；60-80:5；<60:0 | 90    | 10
        分档得分 | ≥    | >=90:10；80-90:8；60-80:5；<60:0 | 89.99 | 8
        分档得分 | ≥    | >=90:10；80-90:8；60-80:5；<60:0 | 80    | 8
        分档得分 | ≥    | >=90:10；80-90:8；60-80:5；<60:0 | 60    | 5
        分档得分 | ≥    | >=90:10；80-90:8；60-80:5；<60:0 | 12    | 0
        分档得分 | ≤    | <3:10；3-5:6；>=5:0              | 3     | 10
        分档得分 | ≤    | <3:10；3-5:6；>=5:0              | 3.01  | 6
        分档得分 | ≤    | <3:10；3-5:6；>=5:0              | 5     | 6
        分档得分 | ≤    | <3:10；3-5:6；>=5:0              | 5.01  | 0
    """)


def test_progress_by_milestones():
    """Goal 520; due by October: between 80 % in September and 100 % in December a third of the way, 86 2⁄3 %: 450.67."""
    check_rules("""
        计分方式   | 目标 | 进度                    | 月 | 下限 | 实际 | 得分
        按进度得分 | 520  | 3:20；6:50；9:80；12:100 | 3  |      | 104  | 10
        按进度得分 | 520  | 3:20；6:50；9:80；12:100 | 3  |      | 52   | 5
        按进度得分 | 520  | 3:20；6:50；9:80；12:100 | 9  |      | 416  | 10
        按进度得分 | 520  | 3:20；6:50；9:80；12:100 | 9  |      | 500  | 10
        按进度得分 | 520  | 3:20；6:50；9:80；12:100 | 10 |      | 317  | 7.03
        按进度得分 | 520  | 3:20；6:50；9:80；12:100 | 12 |      | 260  | 5
        按进度得分 | 520  | 3:20；6:50；9:80；12:100 | 12 | 60   | 260  | 0
        按进度得分 | 120  | 12:100                  | 6  |      | 30   | 5
    """)


def test_manual_scores_stay_within_their_item():
    check_rules("""
        计分方式 | 实际 | 得分
        人工评分 | 8.5  | 8.5
        人工评分 | 12   | 10
        人工评分 | 0    | 0
        人工评分 | 未报 | 不计分
    """)


def test_what_is_missing_is_not_nothing():
    """Not reported, not applicable, not complete: not scored, unless the scheme says that missing is 0."""
    check_rules("""
        计分方式   | 目标 | 扣加几分 | 缺数据 | 实际   | 得分   | 失分
        按差距扣分 | 98   | 2        |        | 未报   | 不计分 | 0
        按差距扣分 | 98   | 2        | 计0分  | 未报   | 0      | 10
        按差距扣分 | 98   | 2        | 计0分  | 未报全 | 0      | 10
        按差距扣分 | 98   | 2        | 计0分  | 不适用 | 不计分 | 0
        按差距扣分 | 98   | 2        | 计0分  | 0      | 0      | 10
    """)


def test_bonus_and_malus_outside_the_item():
    """An item of no points: nothing registered is 0; three praises at 2 are capped at 4; two rebukes at 2 take 4 off."""
    check_rules("""
        分值 | 计分方式 | 指标     | 方向 | 扣加几分 | 封顶 | 实际 | 登记 | 得分 | 失分 | 加分
        0    | 加分     | 人工登记 | ≥    | 2        | 4    | 0    |      | 0    | 0    | 0
        0    | 加分     | 人工登记 | ≥    | 2        | 4    | 0    | 1    | 2    | 0    | 2
        0    | 加分     | 人工登记 | ≥    | 2        | 4    | 0    | 3    | 4    | 0    | 4
        0    | 倒扣分   | 人工登记 | ≤    | 2        | 6    | 0    | 2    | −4   | 4    | 0
        0    | 倒扣分   | 人工登记 | ≤    | 2        | 6    | 0    | 9    | −6   | 6    | 0
    """)


FUNERAL = [
    {
        "编号": "1",
        "分组": "火化",
        "项目": "火化率",
        "分值": "25",
        "目标": "98.5",
        "方向": "≥",
        "计分方式": "按差距扣分",
        "扣加几分": "2",
    },
    {"编号": "1", "项目": "", "指标": "人工登记", "计分方式": "一票否决", "否决范围": "本项", "规则说明": "火化区土葬"},
    {"编号": "2", "分组": "火化", "项目": "安葬", "分值": "15", "目标": "95", "方向": "≥", "计分方式": "按比例得分"},
    {
        "编号": "3",
        "分组": "公墓",
        "项目": "公墓",
        "分值": "20",
        "目标": "5",
        "方向": "≥",
        "计分方式": "按例扣分",
        "扣加几分": "5",
    },
    {"编号": "4", "分组": "满意", "项目": "满意度", "分值": "40", "目标": "90", "方向": "≥", "计分方式": "按比例得分"},
]
REACHED = {"1": "97", "2": "95", "3": "4", "4": "81"}  # 22 + 15 + 15 + 36 = 88


def funeral(reach: str = "本项", **settings: str):
    lines = [line | {"否决范围": reach} if line["计分方式"] == "一票否决" else line for line in FUNERAL]
    return scheme_of(lines, 满分="100", 等次=">=90:优秀；80-90:良好；60-80:合格；<60:不合格", **settings)


@pytest.mark.parametrize(
    ("reach", "burials", "score", "grade"),
    [
        ("本项", "", "88", "良好"),  # nothing registered: the veto is not triggered
        ("本项", "0", "88", "良好"),
        ("本项", "1", "66", "合格"),  # 88 − 22
        ("本组", "1", "51", "不合格"),  # 88 − 22 − 15
        ("全部", "1", "0", "不合格"),
    ],
)
def test_a_veto_reaches_its_item_its_group_or_everything(reach, burials, score, grade):
    found = scored(funeral(reach), REACHED | {"1#2": burials})

    assert (shown(found.score), shown(found.total), found.grade) == (score, score, grade)
    assert found.lost + found.score == found.full + found.bonus


def test_a_veto_holds_also_where_the_item_s_figure_is_missing():
    """Not scored for want of a figure, but a burial was found: the item is 0 of 25, not left out. 15 + 15 + 36 = 66 of 100."""
    found = scored(funeral(), REACHED | {"1": "未报", "1#2": "1"})

    assert (shown(found.score), shown(found.full), shown(found.total)) == ("66", "100", "66")


def test_items_without_a_figure_are_left_out_of_both_sides():
    """Without the 25 points of item 1: 66 of 75, which is 88 of 100."""
    found = scored(funeral(), REACHED | {"1": "未报"})

    assert (shown(found.score), shown(found.full), shown(found.unscored), shown(found.total)) == ("66", "75", "25", "88")


def test_less_than_half_scored_is_not_ranked():
    found = scored(funeral(), {"1": "97", "2": "95", "3": "未报", "4": "未报"})

    assert (shown(found.score), shown(found.full), found.total, found.reason) == (
        "37",
        "40",
        None,
        "可计分的项目不足一半，不排名",
    )


def test_ties_share_a_place_and_the_next_one_is_passed_over():
    """88, 88, 86 (item 2: 13 of 15 at 82 1⁄3 … here by 满意度 76.5: 34) and one that is not ranked."""
    found = places(funeral(), {
        "甲镇": REACHED, "乙镇": REACHED | {"1": "95", "4": "90"}, "丙镇": REACHED | {"4": "76.5"}, "丁镇": dict.fromkeys(REACHED, "未报"),
    })  # fmt: skip

    assert {name: (one.rank, shown(one.total)) for name, one in found.items()} == {
        "甲镇": (1, "88"), "乙镇": (1, "88"), "丙镇": (3, "86"), "丁镇": (0, "不计分"),
    }  # fmt: skip
    assert (shown(found["丙镇"].ahead), found["甲镇"].ahead, found["丁镇"].reason) == ("2", None, "没有可计分的项目")


def test_ties_are_told_apart_by_the_items_in_order_where_the_scheme_says_so():
    """甲 has 22 in item 1, 乙 18: 甲 is first though both have 88."""
    found = places(funeral(并列="按项目顺序"), {"乙镇": REACHED | {"1": "95", "4": "90"}, "甲镇": REACHED})

    assert {name: one.rank for name, one in found.items()} == {"甲镇": 1, "乙镇": 2}
    assert shown(found["乙镇"].ahead) == "0"


def test_a_bonus_inside_only_fills_up_what_was_lost():
    """97 % loses 3 of 10; two praises at 2 points win back 3, not 4."""
    lines = [
        {"编号": "1", "项目": "火化率", "分值": "10", "目标": "98.5", "方向": "≥", "计分方式": "按差距扣分", "扣加几分": "2"},
        {"编号": "1", "项目": "", "指标": "人工登记", "计分方式": "加分", "扣加几分": "2", "只抵失分": "是"},
    ]
    found = scored(scheme_of(lines), {"1": "97", "1#2": "2"}).items[0]

    assert (shown(found.score), shown(found.lost), shown(found.bonus)) == ("10", "0", "0")


def test_several_deductions_stop_at_nothing_together():
    """3 off for the rate, 4 for each of two petitions: 11 of 10 are gone, the item stands at 0."""
    lines = [
        {"编号": "1", "项目": "火化率", "分值": "10", "目标": "98.5", "方向": "≥", "计分方式": "按差距扣分", "扣加几分": "2"},
        {"编号": "1", "项目": "", "指标": "人工登记", "计分方式": "按例扣分", "扣加几分": "4", "规则说明": "群众上访"},
    ]
    scheme = scheme_of(lines)

    assert shown(scored(scheme, {"1": "97"}).items[0].score) == "7"
    assert shown(scored(scheme, {"1": "97", "1#2": "1"}).items[0].score) == "3"
    assert shown(scored(scheme, {"1": "97", "1#2": "2"}).items[0].score) == "0"


def test_weights_are_shares_of_the_full_marks():
    """40 % and 60 % of 120: 48 and 72; half of the second is 36."""
    lines = [
        {"编号": "1", "项目": "一", "权重": "40", "目标": "10", "方向": "≥", "计分方式": "达标得分"},
        {"编号": "2", "项目": "二", "权重": "60", "目标": "10", "方向": "≥", "计分方式": "按比例得分"},
    ]
    found = scored(scheme_of(lines, 满分="120"), {"1": "10", "2": "5"})

    assert [shown(item.score) for item in found.items] == ["48", "36"]
    assert shown(found.total) == "84"


def test_sums_add_the_rounded_items():
    """Three items at a third of 10: 3.33 each, 9.99 together, as on paper."""
    line = {"项目": "某项", "分值": "10", "目标": "3", "方向": "≥", "计分方式": "按比例得分"}
    found = scored(scheme_of([line | {"编号": code} for code in "abc"], 满分="30"), dict.fromkeys("abc", "1"))

    assert (shown(found.score), shown(found.lost)) == ("9.99", "20.01")


@pytest.mark.parametrize(
    ("weights", "text"),
    [(("40", "50"), "各项权重合计90%，应为100%。"), (("60", "50"), "各项权重合计110%，应为100%。")],
)
def test_weights_that_do_not_sum_are_refused(weights, text):
    line = {"项目": "某项", "目标": "3", "方向": "≥", "计分方式": "按比例得分"}
    with pytest.raises(SchemeError) as refused:
        scheme_of([line | {"编号": f"{at}", "权重": weight} for at, weight in enumerate(weights)], 满分="100")

    assert [problem for problem in refused.value.problems if text in problem]
