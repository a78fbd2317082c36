"""Stated figures opened by their keys, and a text's own arithmetic, whole."""

from __future__ import annotations

import pytest

from data_access import reads
from data_access.scope import EVERYTHING
from metrics.errors import UnknownFigure
from metrics.loading import catalogue
from metrics.stated import _as_stated, arithmetic, is_stated_key, stated_key, stated_table, statement
from tests.metrics.conftest import COUNTY

DEATHS, CREMATED, RATE = "deaths_persons", "cremations_count", "cremation_rate"


@pytest.fixture
def text_of(county):
    """约1,000 urban and 400 rural persons of 2022 without a month, 30 and 40 in 2023, 9 of 12 cremated, and 80 % stated."""
    county.report(("urban_dibao_persons", COUNTY, 2022, "约1000"), ("rural_dibao_persons", COUNTY, 2022, 400), (CREMATED, COUNTY, 2022, 9),
                  (DEATHS, COUNTY, 2022, 12), (RATE, COUNTY, 2022, 80))  # fmt: skip
    return county


def seen(source):
    return reads.observations(source.connection, EVERYTHING)


def test_a_text_s_own_arithmetic_is_whole(text_of):
    table = text_of.ask(lambda source: arithmetic(source, seen(source)))

    every = catalogue().indicators
    assert list(table.columns) == ["指标", "核算", "算式", "报告所写", "范围"]
    rows = table.values.tolist()
    assert [every["dibao_persons"].name, "约1,400人", "1,000 + 400", "—", "小县"] in rows
    assert [every[RATE].name, "75.0%", "9/12", "80%", "小县"] in rows
    reckoned = dict(zip(table["指标"], table.attrs["keys"]["核算"], strict=True))
    assert (
        reckoned[every["dibao_persons"].name] == "stated.1.1-2.dibao_persons"
        and reckoned[every[RATE].name] == "stated.1.3-4.cremation_rate"
    )
    assert dict(zip(table["指标"], table.attrs["keys"]["报告所写"], strict=True))[every[RATE].name] == "stated.1.5"


def test_a_stated_figure_is_opened_by_its_key(text_of):
    found = text_of.ask(statement, "stated.1.1")
    one = catalogue().indicators["urban_dibao_persons"]
    assert (found.name, found.printed, found.formula, found.state) == (f"小县 · {one.name}", "约1,000人", "", "报告所写")
    assert found.facts == (
        ("范围", "小县"),
        ("性质", "实际"),
        ("定义", one.definition),
        ("口径", one.scope),
        ("数据", "数据版本1，《第1份》"),
    )
    assert (len(found.rows), found.rows[0].indicator) == (1, one.id)
    assert found.when == "年份未注明"  # nothing was printed beside it

    made = text_of.ask(statement, "stated.1.3-4.cremation_rate")
    rate = catalogue().indicators[RATE]
    assert (made.name, made.printed, made.formula, made.state) == (f"小县 · {rate.name}", "75.0%", "9/12", "按报告核算")
    assert made.facts == (("算法", "由报告自身列出的数字核算，不进入任何趋势"), ("定义", rate.definition), ("口径", rate.scope))
    assert [row.indicator for row in made.rows] == [CREMATED, DEATHS] and made.when == "年份未注明"


def test_a_statement_s_words_come_from_its_row(text_of):
    def ask(source):
        row = next(seen(source).itertuples(index=False))
        return _as_stated(
            source, row._replace(place="三村", stated_span="2022年10月", quote="城市低保约千人", note="约数", value=float("nan"))
        )

    found = text_of.ask(ask)
    assert (found.name, found.when, found.printed) == ("三村 · 城市低保人数", "2022年10月", "已遮盖")
    assert dict(found.facts) | {"定义": "", "口径": ""} == {
        "原文": "城市低保约千人", "范围": "三村", "性质": "实际", "定义": "", "口径": "", "存疑": "约数", "数据": "数据版本1，《第1份》",
    }  # fmt: skip


@pytest.mark.parametrize(
    "key", ["stated.1.99", "stated.1.1-99.cremation_rate", "stated.1.1.cremation_rate", "stated.1.0", "stated.9.0", "deaths.1"]
)
def test_a_key_of_nothing_is_refused(key, text_of):
    with pytest.raises(UnknownFigure):
        text_of.ask(statement, key)


def test_stated_keys_and_tables(text_of):
    assert stated_key(3, {7, 5}, "x") == "stated.3.5-7.x" and stated_key(3, [5]) == "stated.3.5"
    assert (
        is_stated_key("stated.3.5-7.x")
        and is_stated_key("stated.3.5")
        and not is_stated_key("stated.3")
        and not is_stated_key("x.3.5")
    )
    table = text_of.ask(lambda source: stated_table(source, seen(source), 2022, "funeral"))
    assert table["indicator"].tolist() == [CREMATED, DEATHS, RATE] and table["数值"].tolist() == ["9具", "12人", "80%"]
    assert table.attrs["keys"]["数值"] == ["stated.1.3", "stated.1.4", "stated.1.5"]
    assert len(text_of.ask(lambda source: stated_table(source, seen(source), 2023))) == 0
    assert text_of.ask(lambda source: arithmetic(source, seen(source).iloc[:0])).attrs["keys"] == {"核算": [], "报告所写": []}
