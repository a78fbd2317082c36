"""Schemes as data: the ready examples, the flat table both ways, and every mistake named at its cell in Chinese."""

from __future__ import annotations

import pytest

from metrics.assessment import checking, library, rows
from metrics.assessment.checking import SchemeError
from metrics.loading import catalogue


def place(row: int, column: str) -> str:
    return f"方案“{column}”" if row < 0 else f"第{row + 1}行“{column}”"


def read_back(scheme, lines=None, **settings):
    lines = rows.dressed(scheme, catalogue()) if lines is None else lines
    return rows.built(scheme.code, rows.settings_of(scheme) | settings, lines, catalogue(), place)


@pytest.fixture
def funeral():
    return library.examples()["township_funeral"]


@pytest.fixture
def lines(funeral):
    return rows.dressed(funeral, catalogue())


def problems(funeral, lines, **settings) -> tuple[str, ...]:
    with pytest.raises(SchemeError) as refused:
        read_back(funeral, lines, **settings)
    return refused.value.problems


@pytest.mark.parametrize("code", library.examples())
def test_the_ready_examples_are_without_fault_and_name_their_source(code):
    scheme = library.examples()[code]

    assert checking.faults(scheme, catalogue()) == []
    assert scheme.source and scheme.note
    assert sum(scheme.worth(item) for item in scheme.items) == scheme.full == 100


@pytest.mark.parametrize("code", library.examples())
def test_a_scheme_comes_back_from_its_table_as_it_was(code):
    scheme = library.examples()[code]

    assert read_back(scheme) == (scheme, [])


def test_the_funeral_table_is_the_one_that_townships_are_judged_by(funeral):
    """25 for the rate, 2 off per point, nothing with a burial in the zone; 20 for cemeteries, 5 off each missing."""
    rate, cemeteries = funeral.item("1.1"), funeral.item("2.1")

    assert (rate.points, [rule.kind for rule in rate.rules], rate.rules[0].points) == (25, ["per_point", "veto"], 2)
    assert (cemeteries.points, cemeteries.rules[0].kind, cemeteries.rules[0].points) == (20, "per_case", 5)


def test_the_self_evaluation_has_ten_fifty_thirty_ten():
    scheme = library.examples()["bureau_self_evaluation"]
    groups = {group: sum(scheme.worth(item) for item in scheme.items if item.group == group) for group in scheme.groups}

    assert list(groups.values()) == [10, 50, 30, 10]
    assert [(grade.name, grade.over) for grade in scheme.grades] == [("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", None)]


@pytest.mark.parametrize(
    ("row", "column", "cell", "said"),
    [
        (0, "指标", "火葬率（火化区）", "第1行“指标”：没有“火葬率（火化区）”这个指标。是否应为“火化率（火化区）”"),
        (0, "分值", "-25", "第1行“分值”：分值−25不能为负；扣分请用“倒扣分”规则。"),
        (0, "分值", "30", "第1行“分值”：各项分值合计105分，与满分100分不等。"),
        (0, "分值", "二十五", "第1行“分值”：“二十五”不是数字。"),
        (0, "分值", "", "第1行“分值”：缺少分值（或权重）；只加分、倒扣的项目请写0。"),
        (0, "目标", "120", "第1行“目标”：目标120%超过100%，达不到。"),
        (0, "方向", "大于", "第1行“方向”：“大于”不在可选范围：≥、≤。"),
        (0, "计分方式", "看情况", "第1行“计分方式”：“看情况”不在可选范围"),
        (0, "扣加几分", "", "第1行“扣加几分”：缺少每步扣（加）几分。"),
        (0, "扣加几分", "-2", "第1行“扣加几分”：每步分值−2不能为负；扣几分就写几，方向由计分方式决定。"),
        (0, "每", "0", "第1行“每”：步长0应大于0。"),
        (0, "编号", "", "第1行“编号”：缺少编号；同一项的第二条规则写同一个编号。"),
        (1, "否决范围", "全县", "第2行“否决范围”：“全县”不在可选范围：本项、本组、全部。"),
        (2, "编号", "1.1", "第3行“编号”：编号“1.1”已用过；同一项的第二条规则请把“项目”留空。"),
    ],
)
def test_a_mistake_is_named_at_its_cell(funeral, lines, row, column, cell, said):
    lines[row][column] = cell
    found = problems(funeral, lines)
    wanted = said.removeprefix("第1行“分值”：") if "合计" in said else said

    assert [problem for problem in found if wanted in problem], found


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        (">=95:20；80-90:10；<80:0", "两档之间有空档：90到95没有得分。"),
        (">=85:20；80-90:10；<80:0", "两档重叠：一档到90，另一档从85起。"),
        (">=90:20；80-90:10", "低于80的没有档次，最低一档请不写下限。"),
        ("80-90:10；<80:0", "90以上的没有档次，最高一档请不写上限。"),
        (">=90:25；<90:0", "得分25分超过本项满分20分。"),
        (">=90:5；<90:10", "指标更好的一档只得5分，比差的一档（10分）还低。"),
        (">=90:5；<90:-1", "得分−1不能为负。"),
        ("九十以上:5", "“九十以上:5”写法不对"),
        ("", "缺少档次"),
    ],
)
def test_bands_that_overlap_gap_or_make_no_sense_are_refused(funeral, lines, bands, said):
    at = next(at for at, line in enumerate(lines) if line["编号"] == "3.1")
    lines[at] |= {"计分方式": "分档得分", "扣加几分": "", "零头": "", "档次": bands}
    found = problems(funeral, lines)

    assert [problem for problem in found if problem.startswith(f"第{at + 1}行“档次”") and said in problem], found


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("6:60；3:80", "进度是累计数，6月的60%不能小于3月的80%。"),
        ("13:100", "没有13月。"),
        ("6:120", "6月的进度120%应在0与100%之间。"),
    ],
)
def test_milestones_that_fall_are_refused(funeral, lines, plan, said):
    at = next(at for at, line in enumerate(lines) if line["编号"] == "3.1")
    lines[at] |= {"计分方式": "按进度得分", "扣加几分": "", "零头": "", "进度": plan}

    assert [problem for problem in problems(funeral, lines) if said in problem]


def test_grades_must_cover_everything(funeral, lines):
    assert [
        problem for problem in problems(funeral, lines, 等次=">=90:优秀；60-80:合格；<60:不合格") if "80到90没有得分" in problem
    ]


def test_a_table_without_a_needed_column_is_refused(funeral, lines):
    found = problems(funeral, [{name: cell for name, cell in line.items() if name not in ("分值", "方向")} for line in lines])

    assert found == ("项目表缺少“分值”一列。", "项目表缺少“方向”一列。")


def test_points_and_weights_together_are_only_a_warning(funeral, lines):
    """The item with a weight is worth that share of the full marks: 25 % of 100."""
    lines[0] |= {"分值": "", "权重": "25"}
    scheme, warnings = read_back(funeral, lines)

    assert scheme.worth(scheme.item("1.1")) == 25
    assert len(warnings) == 1 and "同时用了分值和权重" in warnings[0]


def test_all_mistakes_are_named_in_one_go(funeral, lines):
    lines[0] |= {"分值": "-25", "指标": "不知何物", "扣加几分": ""}

    assert len(problems(funeral, lines)) >= 4
