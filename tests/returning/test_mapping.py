"""A form that is declared once: its columns, units, cumulative figures, heads and names; and the next month without a word."""

import json

import pytest

from commands import main
from data_access import engine as engines
from data_access import mappings
from data_access.errors import InputError
from data_access.importing import grids
from data_access.mappings import Saved
from data_access.scope import EVERYTHING, NOTHING, Scope
from data_access.specs import SCALE
from metrics import returning
from metrics.derivation import derivation
from metrics.loading import catalogue
from metrics.returning import columns
from metrics.returning.mapping import FormMap, Rule, form_map, signature
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, JIA, YI, monthly
from tests.pages.test_returns import sheet

DEATHS, CREMATED = "deaths_persons", "cremations_count"
HEAD = ("镇别", "本月走的人", "火化（累计）", "说明")
FORM = FormMap(
    {"本月走的人": Rule(DEATHS), "火化（累计）": Rule(CREMATED, "", True), "说明": Rule()}, {"老甲": JIA}, "镇别", "", (2, 1)
)


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """The same reader without a process of its own, which the hostile files are for."""
    monkeypatch.setattr(returning, "read_file", grids.read)


def read(*rows, form: FormMap | None = None, title="2025年3月报表", head=HEAD, **more) -> returning.Draft:
    with open_source(EVERYTHING) as source:
        return returning.check(sheet(*rows, title=title, head=head), "自制.xlsx", source, mapping=form, **more)


def told(draft: returning.Draft) -> list[tuple]:
    return [(row.area, row.indicator, row.value / SCALE, row.first, row.last) for row in draft.observations]


def save(name: str = "殡葬自制表", scope: Scope = EVERYTHING, form: FormMap = FORM) -> None:
    with engines.writing() as connection:
        mappings.save(connection, scope, Saved(name, COUNTY, signature(HEAD), form.text()))


def kept(scope: Scope = EVERYTHING) -> list[Saved]:
    with engines.reading() as connection:
        return mappings.saved(connection, scope)


def test_a_form_of_a_section_s_own_words_is_read_as_declared(county):
    """甲镇 by its local name; 9 cremations since January with 3 and 4 known make March's 2."""
    county.report(*monthly(CREMATED, JIA, (3, 4)), *monthly(CREMATED, YI, (1, 1)))
    with pytest.raises(returning.NoHeads) as caught:
        read(("老甲", 12, 9, "好"))
    assert [head.word for head in caught.value.draft.heads] == list(HEAD)

    draft = read(("老甲", 12, 9, "好"), ("乙乡", 7, 5, ""), form=FORM)

    assert draft.findings == []
    assert told(draft) == [
        (JIA, DEATHS, 12, 202503, 202503), (JIA, CREMATED, 9, 202501, 202503),
        (YI, DEATHS, 7, 202503, 202503), (YI, CREMATED, 5, 202501, 202503),
    ]  # fmt: skip
    returning.commit(draft, "local")
    assert county.value(CREMATED, JIA, "month", 202503) == 2
    assert county.value(CREMATED, COUNTY, "month", 202503) == 5
    assert county.value(CREMATED, COUNTY, "ytd", 202503) == 14


def test_a_missing_earlier_month_is_refused_and_never_taken_for_nothing(county):
    county.report((CREMATED, JIA, 202501, 3))  # February is not there
    draft = read(("甲镇", 12, 9, ""), form=FORM)

    found = [one for one in draft.findings if "不按0处理" in one.reason]
    assert [(one.cell, one.level) for one in found] == [("C3", "warning")]
    assert "2025年1—2月的累计不知道" in found[0].reason
    with pytest.raises(InputError, match="提醒需要说明"):
        returning.commit(draft, "local")
    returning.commit(draft, "local", "2月台账遗失")
    assert county.value(CREMATED, JIA, "month", 202503) is None
    assert county.value(CREMATED, JIA, "ytd", 202503) == 9


def test_what_the_same_file_or_another_span_tells_is_enough(county):
    county.report((CREMATED, JIA, "202501-202502", 7))

    assert read(("甲镇", 12, 9, ""), form=FORM).findings == []
    form = FormMap({"火化数": Rule(CREMATED), "火化数累计": Rule(CREMATED, "", True)}, area="镇别")
    both = read(("甲镇", 2, 9), head=("镇别", "火化数", "火化数累计"), form=form)
    assert both.findings == [] and [row[3:] for row in told(both)] == [(202503, 202503), (202501, 202503)]


def test_a_cumulative_figure_below_last_month_s_is_a_warning(county):
    county.report(*monthly(CREMATED, JIA, (3, 4)))

    found = read(("甲镇", 12, 6, ""), form=FORM).warnings
    assert ["比2025年1—2月的累计7具还小" in one.reason for one in found] == [True]


def test_a_month_in_which_nothing_falls_due_is_no_gap(county):
    """高龄津贴 is paid by the quarter: June's total since January needs March's, not May's."""
    name = next(one for one in catalogue().stored() if one.kind == "flow" and one.rhythm == "quarter" and one.duty == "elderly")
    form = FormMap({"津贴": Rule(name.id, "", True)}, area="镇别")
    county.report((name.id, JIA, 202503, 300))
    head, title = ("镇别", "津贴"), "2025年6月报表"

    assert read(("甲镇", 700), form=form, head=head, title=title).findings == []
    assert "不按0处理" in read(("乙乡", 700), form=form, head=head, title=title).findings[0].reason


def test_units_are_those_declared(county):
    amount = "urban_dibao_funds_amount"
    form = FormMap({"发放": Rule(amount, "万元")}, area="镇别")
    assert told(read(("甲镇", 1.25), form=form, head=("镇别", "发放")))[0][2] == 12_500
    wrong = FormMap({"发放": Rule(amount, "人")}, area="镇别")
    assert "不是指标" in read(("甲镇", 1.25), form=wrong, head=("镇别", "发放")).errors[0].reason


def test_the_next_month_is_read_by_the_saved_mapping_wherever_its_heads_stand(county):
    county.report(*monthly(CREMATED, JIA, (3, 4, 2)))
    save()
    draft = read(("老甲", 11, 12, ""), title="2025年4月报表", saved=kept())
    assert draft.form_name == "殡葬自制表" and draft.findings == []
    assert told(draft) == [(JIA, DEATHS, 11, 202504, 202504), (JIA, CREMATED, 12, 202501, 202504)]

    shifted = read(("", "", "", ""), HEAD, ("老甲", 11, 12, ""), title="2025年4月报表", head=("单位：具",), saved=kept())
    assert told(shifted) == told(draft)
    with pytest.raises(returning.NoHeads):
        read(("老甲", 1, 1, 1), head=(*HEAD[:3], "另一列"), saved=kept())


def test_heads_that_name_the_month_are_the_same_form(county):
    form = FormMap({"3月走的人": Rule(DEATHS)}, area="镇别", header=(2, 1))
    with engines.writing() as connection:
        mappings.save(connection, EVERYTHING, Saved("逐月", COUNTY, signature(("镇别", "3月走的人")), form.text()))

    assert told(read(("甲镇", 11), title="2025年4月报表", head=("镇别", "4月走的人"), saved=kept())) == [
        (JIA, DEATHS, 11, 202504, 202504)
    ]


def test_two_head_rows_are_one_name(county):
    form = FormMap({"走的人本月": Rule(DEATHS), "走的人全年": Rule(DEATHS, "", True)}, area="镇别", header=(2, 2))
    county.report(*monthly(DEATHS, JIA, (5, 6)))
    draft = read((None, "本月", "全年"), ("甲镇", 7, 18), head=("镇别", "走的人", None), form=form)

    assert [row[2:] for row in told(draft)] == [(7, 202503, 202503), (18, 202501, 202503)] and draft.findings == []


def test_a_table_on_the_screen_says_the_same_and_back(county):
    draft = read(("甲镇", 12, 9, ""), form=FORM)
    with open_source(EVERYTHING) as source:
        names = columns.names(source)
    frame = columns.table(draft, "镇别", names)
    called = {code: name for name, code in names.items()}

    assert frame.values.tolist() == [
        ["B2", "本月走的人", called[DEATHS], "", False],
        ["C2", "火化（累计）", called[CREMATED], "", True],
        ["D2", "说明", columns.LEFT_OUT, "", False],
    ]
    made = columns.declared(draft, frame, names, "镇别", (2, 1), {"老乙": YI})
    assert dict(made.names) == {"老甲": JIA, "老乙": YI}
    assert form_map(made.text(), catalogue()) == made
    again = read(("老乙", 7, 9, ""), form=made)
    assert told(again)[0] == (YI, DEATHS, 7, 202503, 202503)
    assert columns.complete(again).text() == made.text()


def test_an_unknown_name_is_asked_for_with_those_called_alike(county):
    draft = read(("甲镇村", 1, 1, ""), ("合计", 1, 1, ""), form=FORM)

    assert draft.unknown == {"甲镇村": [JIA]}
    assert "找不到这个单位" in draft.errors[0].reason and draft.observations == []


def test_the_newest_of_a_name_is_in_force_for_the_counties_that_concern_the_account(county):
    save(form=FormMap())
    save()
    save("另一张")

    assert [(one.name, bool(form_map(one.body, catalogue()).columns)) for one in kept()] == [
        ("另一张", True),
        ("殡葬自制表", True),
    ]
    assert len(kept(Scope("镇", (JIA,)))) == 2 and kept(Scope("别处", ("990302",))) == []
    for name, scope, words in (("x", NOTHING, "没有报送的权限"), (" ", EVERYTHING, "名称")):
        with pytest.raises(InputError, match=words):
            save(name, scope)


NONE = ("[]", "{", '{"columns": {"x": 3}}', '{"columns": {}, "header": [0, 1]}', '{"columns": {}, "names": {"x": 1}}')


@pytest.mark.parametrize("text", [*NONE, '{"columns": {"x": {"unit": "元", "a": 1}}}'])
def test_what_is_no_mapping_is_refused_with_an_example(text):
    with pytest.raises(InputError, match="写法不对"):
        form_map(text, catalogue())


def test_the_command_takes_a_saved_name_or_a_file(county, tmp_path, capsys, monkeypatch):
    with engines.writing() as connection:
        engines.remember(connection, "ready", "1")
        engines.remember(connection, "catalogue_hash", derivation().hash)
    save()
    (tmp_path / "r.xlsx").write_bytes(sheet(("老甲", 12, "", ""), title="2025年3月", head=HEAD))
    (tmp_path / "m.json").write_text(json.dumps({"本月走的人": DEATHS}))
    path = str(tmp_path / "r.xlsx")

    assert main(["import", path, "--mapping", "殡葬自制表", "--commit"]) == 0
    assert "数据版本1" in capsys.readouterr().out
    assert main(["import", path, "--mapping", "没有的表"]) == 2
    assert "已保存的有：殡葬自制表" in capsys.readouterr().err
    assert main(["import", path, "--mapping", str(tmp_path / "m.json")]) == 2  # 镇别 is no column of units that it knows
    (tmp_path / "m.json").write_text(json.dumps({"columns": {"本月走的人": DEATHS}, "area": "镇别", "names": {"老甲": JIA}}))
    assert main(["import", path, "--mapping", str(tmp_path / "m.json"), "--reason", "其余列不要"]) == 0
