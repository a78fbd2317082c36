"""A broken catalogue must not start: every rule has its hand-made mistake, and all mistakes are named at once."""

from textwrap import dedent

import pytest

from metrics.errors import CatalogueError, SplitIndicator, UnknownIndicator, UnknownUnit
from metrics.loading import load_catalogue

UNITS = """
alike = [["人", "具"]]
[units]
"元" = ["元", 1]
"万元" = ["元", 10000]
"人" = ["人", 1]
"具" = ["具", 1]
"人次" = ["人次", 1]
"%" = ["%", 1]
"元/月" = ["元/月", 1]
"户（人）" = ["户（人）", 1]
"""
LINES = '[[line]]\nid = "funeral"\nname = "殡葬管理"\norder = 1\n'
GOOD = {
    "deaths": {"kind": "flow", "unit": "人"},
    "cremations": {"kind": "flow", "unit": "具"},
    "recipients": {"kind": "stock", "unit": "人"},
    "people": {"kind": "stock", "unit": "人", "frequency": "year"},
    "meals": {"kind": "flow", "unit": "人次"},
    "paid": {"kind": "flow", "unit": "元", "budget": "planned"},
    "one_off": {"kind": "flow", "unit": "元"},
    "planned": {"kind": "flow", "unit": "元", "frequency": "year"},
    "standard": {"kind": "standard", "unit": "元/月"},
    "rate": {"kind": "ratio", "unit": "%", "numerator": "cremations", "denominator": "deaths"},
    "total": {"kind": "sum", "unit": "元", "members": ["paid", "one_off"]},
}


def entry(code: str, fields: dict) -> str:
    filled = {"id": code, "name": f"{code}名", "english": code, "definition": "定义", "scope": "口径", **fields}
    rows = [f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for key, value in filled.items()]
    return "\n".join(["[[indicator]]", *rows, ""])


@pytest.fixture
def folder(tmp_path):
    """`folder(**entries)`: a good little catalogue with those entries put over it; "" as a file's text leaves it out."""

    def write(entries=None, units=UNITS, lines=LINES, aliases="[merged]\n[split]\n", extra="", line="funeral"):
        merged = GOOD | {code: GOOD.get(code, {}) | fields for code, fields in (entries or {}).items()}
        text = f'line = "{line}"\n' + "\n".join(entry(code, fields) for code, fields in merged.items()) + dedent(extra)
        files = {"funeral.toml": text, "units.toml": units, "lines.toml": lines, "aliases.toml": aliases}
        for name, content in files.items():
            if content:
                (tmp_path / name).write_text(content, encoding="utf-8")
        return tmp_path

    return write


def problems_of(path) -> str:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(path)
    return "\n".join(caught.value.problems)


def test_the_good_little_catalogue_loads(folder):
    """Otherwise the mistakes below would prove nothing."""
    loaded = load_catalogue(folder())

    assert set(loaded.indicators) == set(GOOD)
    assert loaded.parts_of("rate") == ("cremations", "deaths")
    assert loaded.dependents("paid") == ("total",)


MISTAKES = {
    "unknown line": ({"line": "marriage"}, "条线“marriage”不在 lines.toml 中"),
    "line twice": ({"lines": LINES + LINES}, "条线“funeral”重复"),
    "unknown unit": ({"entries": {"deaths": {"unit": "位"}}}, "单位“位”不在 units.toml 中"),
    "multiple as unit": ({"entries": {"one_off": {"unit": "万元"}}}, "单位应写基本单位“元”，不写“万元”"),
    "unit to nowhere": ({"units": UNITS + '"亿张" = ["张", 1]\n'}, "“张”不是已登记的基本单位"),
    "factor of nothing": ({"units": UNITS + '"半元" = ["元", 0]\n'}, "“半元”的倍数0不是正整数"),
    "missing numerator": ({"entries": {"rate": {"numerator": "ashes"}}}, "分子“ashes”不存在"),
    "missing denominator": ({"entries": {"rate": {"denominator": "ashes"}}}, "分母“ashes”不存在"),
    "missing member": ({"entries": {"total": {"members": ["paid", "gone"]}}}, "成员“gone”不存在"),
    "missing outside": ({"entries": {"total": {"outside": ["gone"]}}}, "不得计入项“gone”不存在"),
    "missing whole": ({"entries": {"one_off": {"part_of": "gone"}}}, "所属指标“gone”不存在"),
    "missing budget": ({"entries": {"paid": {"budget": "gone"}}}, "预算“gone”不存在"),
    "half a ratio": ({"entries": {"rate": {"denominator": ""}}}, "缺少分母"),
    "ratio of a ratio": ({"entries": {"again": {"kind": "ratio", "unit": "%", "numerator": "rate", "denominator": "deaths"}}},
                         "分子“rate”是比率，不能再相除"),
    "ratio of a standard": ({"entries": {"again": {"kind": "ratio", "unit": "元/月", "numerator": "standard",
                                                   "denominator": "deaths"}}}, "分子“standard”是标准，不能再相除"),
    "unlike percentage": ({"entries": {"rate": {"numerator": "paid"}}}, "分子单位“元”与分母单位“人”不能相比"),
    "ratio's own unit": ({"entries": {"rate": {"unit": "元/月"}}}, "单位“元/月”与分子单位“具”不符"),
    "stock without a rule": ({"entries": {"rate": {"denominator": "recipients"}}}, "分母是存量，须写明 rule"),
    "flow with a rule": ({"entries": {"rate": {"rule": "average"}}}, "分母是流量，rule 只能是 same_span"),
    "stock over a flow": ({"entries": {"rate": {"numerator": "recipients"}}}, "存量不能除以流量"),
    "person-months of a stock": ({"entries": {"rate": {"numerator": "recipients", "denominator": "people",
                                                       "rule": "person_months"}}}, "person_months 只用于分子为流量的比率"),
    "one member": ({"entries": {"total": {"members": ["paid"]}}}, "合计至少要有两个成员"),
    "member twice": ({"entries": {"total": {"members": ["paid", "paid"]}}}, "成员重复"),
    "persons and person-times": ({"entries": {"heads": {"kind": "sum", "unit": "人", "members": ["deaths", "meals"]}}},
                                 "成员“meals”的单位是“人次”，与合计的“人”不同"),
    "stock and flow": ({"entries": {"heads": {"kind": "sum", "unit": "人", "members": ["deaths", "recipients"]}}},
                       "存量与流量混杂"),
    "month and year": ({"entries": {"total": {"members": ["paid", "planned"]}}}, "成员“planned”的报送频度与合计不同"),
    "sum of standards": ({"entries": {"sums": {"kind": "sum", "unit": "元/月", "members": ["standard", "standard"]}}},
                         "成员“standard”是标准，不能相加"),
    "counted twice": ({"entries": {"grand": {"kind": "sum", "unit": "元", "members": ["total", "paid"]}}}, "“paid”被重复计入"),
    "part beside its whole": ({"entries": {"one_off": {"part_of": "paid"}}}, "成员“one_off”已含在“paid”内，不能同时相加"),
    "outside as a member": ({"entries": {"total": {"outside": ["one_off"]}}}, "“one_off”列为不得计入项，却是成员"),
    "outside by nesting": ({"entries": {"grand": {"kind": "sum", "unit": "元", "members": ["total", "extra"],
                                                  "outside": ["paid"]},
                                        "extra": {"kind": "flow", "unit": "元"}}}, "“paid”列为不得计入项，却是成员"),
    "circle of sums": ({"entries": {"total": {"members": ["paid", "grand"]},
                                    "grand": {"kind": "sum", "unit": "元", "members": ["total", "one_off"]}}}, "计算关系成环"),
    "circle of parts": ({"entries": {"paid": {"part_of": "one_off"}, "one_off": {"part_of": "paid"}}}, "part_of 成环"),
    "part in another unit": ({"entries": {"deaths": {"part_of": "meals"}}}, "与所属指标“meals”的“人次”不同"),
    "monthly budget": ({"entries": {"paid": {"budget": "one_off"}}}, "预算“one_off”须是同一单位的年度流量"),
    "flow field on a stock": ({"entries": {"recipients": {"rhythm": "quarter"}}}, "类型为 stock，不能写“rhythm”"),
    "rare stock": ({"entries": {"recipients": {"rare": True}}}, "类型为 stock，不能写“rare”"),
    "ratio field on a flow": ({"entries": {"deaths": {"numerator": "paid"}}}, "类型为 flow，不能写“numerator”"),
    "members of a flow": ({"entries": {"deaths": {"members": ["cremations"]}}}, "类型为 flow，不能写“members”"),
    "duty of a sum": ({"entries": {"total": {"duty": "dibao"}}}, "类型为 sum，不能写“duty”"),
    "thirteenth month": ({"entries": {"one_off": {"due_months": [13]}}}, "应发月份 [13] 超出1至12"),
    "headline twice": ({"entries": {"deaths": {"headline": 1}, "meals": {"headline": 1}}}, "总览卡片序号1已由“deaths”占用"),
    "ninth headline": ({"entries": {"deaths": {"headline": 9}}}, "总览卡片序号9超出1至8"),
    "core without definition": ({"entries": {"deaths": {"definition": ""}}}, "核心指标缺少定义（definition）"),
    "core without scope": ({"entries": {"deaths": {"scope": ""}}}, "核心指标缺少统计口径（scope）"),
    "no name": ({"entries": {"deaths": {"english": ""}}}, "缺少中文名称或英文名称"),
    "name twice": ({"entries": {"deaths": {"name": "同名"}, "meals": {"name": "同名"}}}, "名称与“deaths”相同"),
    "documentary among core": ({"entries": {"deaths": {"tier": "documentary"}}}, "与所在文件夹不符"),
    "no month": ({"entries": {"deaths": {"breaks": ["2024-13"]}}}, "口径变更月份“2024-13”应写作 2024-01"),
    "alias to nowhere": ({"aliases": '[merged]\nold = "gone"\n[split]\n'}, "“old”并入的“gone”不存在"),
    "split to nowhere": ({"aliases": '[merged]\n[split]\nold = ["paid", "gone"]\n'}, "“old”拆分出的“gone”不存在"),
    "alias still in use": ({"aliases": '[merged]\npaid = "one_off"\n[split]\n'}, "“paid”仍是现行编号"),
    "id twice": ({"extra": entry("deaths", {"kind": "flow", "unit": "人"})}, "编号与 funeral.toml 中的重复"),
    "unknown key": ({"entries": {"deaths": {"colour": "red"}}}, "键“colour”有误：不认识的键"),
    "unknown kind": ({"entries": {"deaths": {"kind": "rate"}}}, "键“kind”有误：取值不在允许范围"),
    "pinyin in capitals": ({"extra": entry("Huohua", {"kind": "flow", "unit": "人"})}, "编号只能用小写字母、数字和下划线"),
    "no TOML": ({"units": "[units"}, "不是有效的TOML文件"),
    "unit without a factor": ({"units": UNITS + '"两" = ["元"]\n'}, "“两”应写作 [基本单位, 倍数]"),
    "no units": ({"units": ""}, "units.toml：缺少这个文件"),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_names_the_mistake(folder, case):
    """Each rule finds its own mistake and says where: the file and, where there is one, the id."""
    change, expected = MISTAKES[case]

    found = problems_of(folder(**change))

    assert expected in found
    assert ".toml" in found


def test_names_every_mistake_at_once(folder):
    """Nobody should have to start the program once per mistake."""
    wrong = {
        "deaths": {"unit": "位", "definition": ""},
        "rate": {"numerator": "ashes"},
        "one_off": {"colour": "red"},
        "total": {"outside": ["paid"]},
    }

    found = problems_of(folder(wrong))

    for text in ("单位“位”", "核心指标缺少定义", "分子“ashes”不存在", "键“colour”有误", "“paid”列为不得计入项"):
        assert text in found


def test_the_error_counts_and_lists_its_problems(folder):
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder({"deaths": {"definition": "", "scope": ""}}))

    assert caught.value.what == "指标目录有2处错误，系统未启动。"
    assert "deaths（deaths名）" in str(caught.value)


def test_old_ids_lead_to_the_current_one(folder):
    """Saved links and old returns keep working; what was split is not guessed."""
    loaded = load_catalogue(folder(aliases='[merged]\nburned = "cremations"\n[split]\nmoney = ["paid", "one_off"]\n'))

    assert loaded.resolve("burned") == "cremations"
    with pytest.raises(SplitIndicator, match="paid"):
        loaded.resolve("money")


def test_an_unknown_id_names_what_is_near(folder):
    loaded = load_catalogue(folder())

    with pytest.raises(UnknownIndicator) as caught:
        loaded.resolve("cremation")
    assert "“cremations名”（cremations）" in caught.value.remedy


def test_units_as_printed_become_base_units(folder):
    """Half-width brackets and blanks are how people type; 万元 is never a unit of its own."""
    loaded = load_catalogue(folder())

    assert loaded.unit("万元") == ("元", 10_000)
    assert loaded.unit(" 户(人) ") == ("户（人）", 1)
    assert loaded.accepts_unit("cremations", "人")
    assert not loaded.accepts_unit("deaths", "人次")
    with pytest.raises(UnknownUnit, match="不认识计量单位"):
        loaded.unit("斤")


def test_the_hash_is_of_the_content(folder):
    """A comment must not rebuild every figure; a changed rule must."""
    before = load_catalogue(folder()).hash
    commented = load_catalogue(folder(extra="\n# 说明\n")).hash
    changed = load_catalogue(folder({"rate": {"may_exceed": True}})).hash

    assert before == commented != changed
