"""A file of targets by itself: CSV or workbook, checked against the areas and years that there are."""

import pytest

from data_access.errors import InputError
from data_access.scope import EVERYTHING
from data_access.specs import SCALE
from metrics.source import open_source
from sample_data.targets_file import read
from tests.sample_data.forms import form

HEAD = "指标编号,区划代码,年份,目标值,单位,文号,任务名称,类别,责任科室,里程碑,阶段"
HOMES = "home_adaptation_households"
GOOD = (
    f"{HOMES},990101,2026,600,户,示民〔2026〕1号,适老化改造600户,民生实事,养老服务股,3月:30；6月:200；9月:400,",
    "lottery_sales_amount,990101,2026,2400,万元,示民〔2026〕1号,,,,,",
    ",990101,2026,,,示民〔2026〕1号,县殡仪馆迁建,民生实事,社会事务股,,批复：选址已定",
)


@pytest.fixture
def file(demo_dir, monkeypatch):
    """`file(rows…)`: the targets that a CSV of these rows holds."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))

    def read_rows(*rows: str, encoding: str = "utf-8-sig", name: str = "目标.csv", content: bytes = b""):
        with open_source(EVERYTHING) as source:
            return read(content or "\n".join((HEAD, *rows)).encode(encoding), name, source)

    return read_rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_targets_are_read_in_base_units(file, encoding):
    homes, lottery, building = file(*GOOD, encoding=encoding)

    assert (homes.value, homes.milestones) == (600 * SCALE, {3: 30 * SCALE, 6: 200 * SCALE, 9: 400 * SCALE})
    assert (homes.task, homes.category, homes.owner, homes.document) == (
        "适老化改造600户",
        "民生实事",
        "养老服务股",
        "示民〔2026〕1号",
    )
    assert lottery.value == 24_000_000 * SCALE
    assert (building.indicator, building.value, building.stage) == ("", None, "批复：选址已定")


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (f"{HOMES},990999,2026,1,户,,,,,,", "B2（区划代码）：“区划”表里没有代码“990999”"),
        (f"{HOMES},990101,2046,1,户,,,,,,", "C2（年份）：2046年没有数据，也不是来年"),
        (f"{HOMES},990101,2005,1,户,,,,,,", "C2（年份）：2005年没有数据，也不是来年"),
        (f"{HOMES},990101,今年,1,户,,,,,,", "C2（年份）：年份“今年”写法不对"),
        (f"{HOMES},990101,2026,100,户,,,,,3月:20；6月:10,", "里程碑是累计数，不能下降：6月的10户小于3月的20户"),
        (f"{HOMES},990999,2026,100,户,,,,,3月:20；6月:10,", "不能下降：6月的10户小于3月的20户"),  # beside another mistake too
        (f"{HOMES},990101,2026,0,户,,,,,,", "D2（目标值）：目标为0，完成率没有分母；请填当年的目标数，没有目标的请删除这一行"),
        (f"{HOMES},990101,2026,100,户,,,,,3月:20；6月:110,", "6月的里程碑110户超过全年目标100户"),
        (f"{HOMES},990101,2026,100,户,,,,,3月:20；3月:30,", "3月写了两次"),
        (f"{HOMES},990101,2026,100,户,,,,,,开工", "有目标值的任务按完成率计，不写阶段"),
        (",990101,2026,,,,楼,,,,施工", "“施工”应以申报、批复、开工、验收之一开头"),
        ("nonsense,990101,2026,1,,,,,,,", "没有编号为“nonsense”的指标"),
        (f"{HOMES},990101,2026,1,人,,,,,,", "E2（单位）：“人”不是指标"),
    ],
)
def test_what_is_wrong_is_refused_by_cell(file, row, word):
    with pytest.raises(InputError) as caught:
        file(row)

    assert "没有写入任何数据" in caught.value.what
    assert any(word in problem for problem in caught.value.problems), caught.value.problems


def test_the_same_target_twice_is_refused(file):
    with pytest.raises(InputError) as caught:
        file(GOOD[1], GOOD[1])

    assert "与第2行重复" in caught.value.problems[0]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"a,b\n1,2\n", "CSV 的第一行不是"),
        (b"\x00\x01\x02", "不是文本或编码无法识别"),
        (b"\n\n", "CSV 的第一行不是"),
        (HEAD.encode(), "有1处需要改正"),
    ],
)
def test_a_file_that_is_none_is_refused(file, content, word):
    with pytest.raises(InputError, match=word):
        file(content=content)


def test_the_form_s_own_sheet_is_read_too(file):
    """In the workbook of the set-up form the other sheets are left alone."""
    row = (HOMES, "990101", 2026, 600, "户", "示民〔2026〕1号")
    found = file(content=form(targets=[row]), name="开县设置表.xlsx")

    assert [(one.indicator, one.value) for one in found] == [(HOMES, 600 * SCALE)]
