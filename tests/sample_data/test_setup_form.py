"""The set-up form: what a bureau may write is understood, and every mistake is named with its cell."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from data_access.errors import InputError
from data_access.specs import SCALE, DutyRow, Observation, TargetRow
from data_access.workbook import sheets
from sample_data import setup_form
from sample_data.setup_reader import read, summary
from tests.sample_data.forms import AREAS, COUNTY, HISTORY, JIA, TARGETS, YI, form, saved


def problems(**more) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        read(form(**more))
    return caught.value.problems


def test_a_filled_form_is_read_exactly():
    county = read(form(), "小县.xlsx")

    assert summary(county) == "小县：县级1个、乡镇（街道）2个、村（社区）2个，目标1项，历史数据6条。"
    assert county.root.code == COUNTY
    assert {row.setting for row in county.areas} == {"own"}
    assert [(row.kind, row.parent) for row in county.areas[3:]] == [("村", JIA), ("社区", JIA)]
    assert county.settings == {"lines": "", "level_word": "县", "home_area": COUNTY}
    assert county.targets == (
        TargetRow("cremation_rate", COUNTY, 2024, 95 * SCALE, "小民〔2024〕1号", "", "上级目标", "社会事务股"),
    )
    assert county.history[4] == Observation(
        JIA, "dibao_funds_amount", 66_641_000 * SCALE, 202401, 202403, 2024, approx="余", source="历史数据!F6"
    )
    assert (county.history[5].first, county.history[5].last, county.history[5].year) == (0, 0, 2023)


def test_duties_follow_the_level_at_which_a_return_is_filled_in():
    """A township without its villages in the list fills in the village returns itself; canteens are never presumed."""
    duties = read(form()).duties

    assert {row.area for row in duties if row.group == "dibao"} == {JIA, YI}
    assert {row.area for row in duties if row.group == "denominators"} == {f"{JIA}001", f"{JIA}002", YI}
    assert {row.area for row in duties if row.group == "budget"} == {COUNTY}
    assert {row.first for row in duties} == {202401}
    assert not [row for row in duties if row.group == "canteen"]


def test_a_line_that_left_the_bureau_leaves_no_duty():
    duties = read(form(settings=[("本级还保留的业务条线", "社会救助、基础数据"), ("开始上报月份", "2024-01")])).duties

    assert "dibao" in {row.group for row in duties}
    assert not {"funeral", "elderly", "child"} & {row.group for row in duties}


def test_duties_that_the_form_lists_replace_the_presumed_ones():
    county = read(form(duties=[("低保", JIA, "2024-03"), ("canteen", f"{JIA}001", "2024-07", "2024-12")]))

    assert [row for row in county.duties if row.group == "dibao"] == [DutyRow("dibao", JIA, 202403)]
    assert DutyRow("canteen", f"{JIA}001", 202407, 202412) in county.duties
    assert county.stated_groups == {"dibao", "canteen"}


def test_what_excel_makes_of_codes_months_and_numbers_is_understood():
    """Codes as floats or padded to twelve digits, months as dates, full-width digits, a parent left empty."""
    areas = [(880101000000, "小县", "县"), (880101001.0, "甲镇", "镇", "880101000000"), ("880101002000", "乙乡", "乡")]
    history = [("deaths_persons", 880101001.0, datetime(2024, 1, 1), datetime(2024, 1, 31), "", "１，２３４", "人"),
               ("rural_dibao_persons", "880101002", "", "2024年3月", "", 0.1 + 0.2, "万人")]  # fmt: skip
    county = read(form(areas=areas, history=history))

    assert [(row.code, row.parent) for row in county.areas] == [(COUNTY, ""), (JIA, COUNTY), (YI, COUNTY)]
    assert [(row.value, row.first, row.last) for row in county.history] == [
        (1_234 * SCALE, 202401, 202401),
        (3_000 * SCALE, 202403, 202403),
    ]


def test_milestones_are_cumulative_amounts_in_the_target_s_unit():
    row = ("dibao_funds_amount", COUNTY, 2024, 1_000, "万元", "", "", "", "", "3月:200；6月底：500.5")
    county = read(form(targets=[row]))

    assert county.targets[0].milestones == {3: 2_000_000 * SCALE, 6: 5_005_000 * SCALE}


def row_of(rows, number, **cells):
    """The rows with some cells of one of them replaced, by their place."""
    changed = list(rows[number]) + [""] * 10
    for place, value in cells.items():
        changed[int(place[1:])] = value
    return [*rows[:number], tuple(changed), *rows[number + 1 :]]


MISTAKES = {
    "short code": ({"areas": row_of(AREAS, 1, _0="88010100")}, "“区划”表A3（代码）：“88010100”有8位，乡镇代码应为9位"),
    "letters in a code": ({"areas": row_of(AREAS, 1, _0="88O101001")}, "A3（代码）：“88O101001”不是区划代码"),
    "no name": ({"areas": row_of(AREAS, 1, _1="")}, "B3（名称）：必填"),
    "unknown level": ({"areas": row_of(AREAS, 1, _2="片区")}, "C3（级别）：“片区”不是级别，只能是：县、乡镇、村"),
    "unknown parent": ({"areas": row_of(AREAS, 3, _3="880101009")}, "D5（上级代码）：表里没有代码为“880101009”的上级"),
    "parent is no prefix": ({"areas": row_of(AREAS, 3, _3=YI)}, f"D5（上级代码）：“{JIA}001”不在上级“{YI}”之下"),
    "same code twice": ({"areas": row_of(AREAS, 2, _0=JIA)}, "A4（代码）：与第3行重复"),
    "two roots": ({"areas": [*AREAS, ("880102", "大县", "县")]}, "D7（上级代码）：大县没有上级"),
    "same name twice": ({"areas": row_of(AREAS, 2, _1="甲镇")}, "B4（名称）：与第3行同名"),
    "bad month": ({"areas": row_of(AREAS, 1, _5="2024-13")}, "F3（启用月份）：月份“2024-13”写法不对，应如 2025-01"),
    "ends before it begins": ({"areas": row_of(AREAS, 1, _5="2024-05", _6="2024-04")}, "G3（停用月份）：早于启用月份"),
    "successor without end": ({"areas": row_of(AREAS, 1, _7=YI)}, "G3（停用月份）：填了继承代码，就要填停用月份"),
    "same tile": ({"areas": row_of(AREAS, 2, _8=0, _9=0)}, "I4（地图行）：与第3行在同一格"),
    "formula as name": ({"areas": row_of(AREAS, 1, _1="@SUM(1)")}, "B3（名称）：不能以“@”开头"),
    "identity number": ({"areas": row_of(AREAS, 1, _1="张110101199003077758")}, "B3（名称）：像是身份证号或手机号"),
    "mobile phone": ({"targets": row_of(TARGETS, 0, _8="甲 13800138000")}, "I2（责任科室）：像是身份证号或手机号"),
    "unknown setting": ({"settings": [("主题色", "红")]}, "（项目）：不认识的项目“主题色”"),
    "unknown line": ({"settings": [("本级还保留的业务条线", "社会救助、优抚")]}, "（内容）：没有业务条线“优抚”"),
    "unknown level word": ({"settings": [("层级称谓", "省")]}, "（内容）：“省”不是层级称谓，只能是：县、区、市、镇"),
    "unknown cremation scope": ({"settings": [("默认火化率口径", "结婚登记数")]}, "没有火化率口径“结婚登记数”"),
    "unknown indicator": (
        {"history": row_of(HISTORY, 0, _0="death_persons")},
        "A2（指标编号）：没有编号为“death_persons”的指标。是否应为",
    ),
    "unknown area": ({"history": row_of(HISTORY, 0, _1="880101077")}, "B2（区划代码）：“区划”表里没有代码“880101077”"),
    "unit of another kind": ({"history": row_of(HISTORY, 0, _6="万元")}, "G2（单位）：“万元”不是指标“死亡人数”的单位，应为“人”"),
    "unknown unit": ({"history": row_of(HISTORY, 0, _6="头")}, "G2（单位）：不认识计量单位“头”"),
    "negative": ({"history": row_of(HISTORY, 0, _5=-3)}, "F2（数值）：不能是负数"),
    "no number": ({"history": row_of(HISTORY, 0, _5="未报")}, "F2（数值）：“未报”不是数字"),
    "blank value": ({"history": row_of(HISTORY, 0, _5="")}, "F2（数值）：没有数值。没有上报的请整行删除，不要填0"),
    "too many decimals": ({"history": row_of(HISTORY, 0, _5="0.00001")}, "F2（数值）：小数位过多"),
    "over the turn of the year": (
        {"history": row_of(HISTORY, 0, _2="2023-12")},
        "D2（截止月）：截止月不能早于起始月，起止月份要在同一年",
    ),
    "flow without a start": ({"history": row_of(HISTORY, 0, _2="")}, "C2（起始月）：累计数、当月数要同时写明起始月和截止月"),
    "no time at all": ({"history": row_of(HISTORY, 0, _2="", _3="")}, "D2（截止月）：起止月份和年份至少填一项"),
    "month to come": ({"history": row_of(HISTORY, 0, _2="2099-01", _3="2099-01")}, "D2（截止月）：月份还没有到"),
    "unknown mark": ({"history": row_of(HISTORY, 0, _7="大概")}, "H2（约数标记）：“大概”不是约数标记"),
    "stated twice": ({"history": [*HISTORY, HISTORY[0]]}, "A8（指标编号）：与第2行重复"),
    "too fine": (
        {"history": [("marriage_registrations_couples", f"{JIA}001", "2024-01", "2024-01", "", 1, "对")]},
        "B2（区划代码）：指标“结婚登记对数”不统计到东村这一级",
    ),
    "rate above the whole": ({"targets": row_of(TARGETS, 0, _3=105)}, "D2（目标值）：比率目标不能超过100%"),
    "target of nothing": ({"targets": row_of(TARGETS, 0, _0="")}, "A2（指标编号）：要有指标编号"),
    "target without a year": ({"targets": row_of(TARGETS, 0, _2="")}, "C2（年份）：必填"),
    "unknown category": ({"targets": row_of(TARGETS, 0, _7="大事")}, "H2（类别）：“大事”不是任务类别"),
    "bad milestone": ({"targets": row_of(TARGETS, 0, _9="春节前:20")}, "J2（里程碑）：“春节前:20”写法不对"),
    "unknown duty group": ({"duties": [("优抚", JIA, "2024-01")]}, "A2（责任组）：没有责任组“优抚”"),
}


@pytest.mark.parametrize(("sheets_", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_cell_and_remedy(sheets_, expected):
    found = problems(**sheets_)

    assert any(expected in problem for problem in found), found


def test_every_mistake_is_named_in_one_go():
    found = problems(areas=row_of(AREAS, 2, _1=""), targets=row_of(TARGETS, 0, _2=""), history=row_of(HISTORY, 0, _5=-1, _6="头"))

    assert len(found) == 4
    assert [text.split("（")[0] for text in found] == ["“区划”表B4", "“目标”表C2", "“历史数据”表G2", "“历史数据”表F2"]


def test_a_wrong_township_is_blamed_once_not_again_for_each_of_its_villages():
    found = problems(areas=row_of(AREAS, 1, _2="片区"), targets=(), history=())

    assert len(found) == 1


def test_codes_of_the_demo_are_refused_once_for_all():
    """The example is the demo county's form: a bureau must put its own codes in."""
    with pytest.raises(InputError) as caught:
        read(setup_form.example())

    assert [text for text in caught.value.problems if "以99开头" in text] == [
        "“区划”表A2（代码）：以99开头的代码是示例县专用，请改成本县的区划代码（同类共251行）。"
    ]
    assert len(caught.value.problems) == 1


def test_the_blank_form_says_that_it_is_blank():
    with pytest.raises(InputError) as caught:
        read(setup_form.blank())

    assert caught.value.problems == ("“区划”表是空的，请填写本县的区划。",)


def test_missing_and_unknown_columns_are_named():
    book = load_workbook(io.BytesIO(form()))
    book["区划"].cell(1, 3).value = "层次"
    book["目标"].cell(1, 4).value = "目标（万元）"
    with pytest.raises(InputError) as caught:
        read(saved(book))

    assert "“区划”表第1行：缺少“级别”列，请使用系统提供的空白表。" in caught.value.problems
    assert "“目标”表D1：不认识的列“目标”，请删除或改回空白表的列名。" in caught.value.problems


# -- the guard before the reader --------------------------------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), data)
    return content.getvalue()


UNSAFE = {
    "no workbook": (b"name,code\n", "这不是 Excel 工作簿"),
    "old or encrypted": (b"\xd0\xcf\x11\xe0" + bytes(600), "旧版（.xls）或加密"),
    "too large": (b"PK" + bytes(10 * 1024 * 1024), "文件超过10MB"),
    "cut off": (form()[:-200], "文件已损坏或不完整"),
    "damaged inside": (zipped(xl__workbook_xml=b"<workbook"), "文件内容已损坏"),
    "macro": (zipped(xl__vbaProject_bin=b"x"), "文件带有宏"),
    "bomb": (zipped(xl__worksheets__sheet1_xml=bytes(11 * 1024 * 1024)), "文件解开后过大"),
    "entities": (zipped(xl__workbook_xml=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'), "文件内部结构不正常"),
}


@pytest.mark.parametrize(("content", "expected"), UNSAFE.values(), ids=UNSAFE)
def test_an_unsafe_file_is_refused_in_one_sentence(content, expected):
    with pytest.raises(InputError) as caught:
        sheets(content)

    assert expected in caught.value.what


def test_rows_beyond_the_stated_dimension_are_read():
    """A file that says it ends at B2 would lose its rows in silence."""
    book = Workbook()
    for number in range(1, 6):
        book.active.append([number, number])
    archive = zipfile.ZipFile(io.BytesIO(saved(book)))
    parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'ref="A1:B5"', b'ref="A1:B2"')
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as rewritten:
        for name, data in parts.items():
            rewritten.writestr(name, data)

    assert len(sheets(content.getvalue())["Sheet"]) == 5


def test_a_lone_cell_far_down_is_refused():
    book = Workbook()
    book.active.cell(100_001, 1, "x")
    with pytest.raises(InputError) as caught:
        sheets(saved(book))

    assert "第100001行还有内容" in caught.value.what
