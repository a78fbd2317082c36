"""No number without provenance: every metric, table and chart of every screen has a way into 口径与来源.

The rules read the drawn page, not the code, so that a new screen is under them from its first day; a planted bare page
shows that each of them can fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data_access.scope import EVERYTHING
from metrics import keys
from metrics.formatting import number_text
from metrics.inspect import inspection
from metrics.source import open_source
from metrics.stated import is_stated_key, statement
from pages import SCREENS
from pages.views import inspector
from tests.pages.test_screens import DEMO, PUBLISHED

WHERE = {level: {"area": area, "span": "ytd", "to": "2025-10"} for level, area in DEMO.items()}
WHERE |= {name: PUBLISHED[name] for name in ("燕子河镇", "鸠江区", "临武县")}
CHARTS = (
    "bidi_component",
    "plotly_chart",
    "arrow_vega_lite_chart",
    "vega_lite_chart",
    "deck_gl_json_chart",
    "graphviz_chart",
    "imgs",
)
DIGIT = re.compile(r"\d")
FIGURE = re.compile(r"\W*约?[−+<>]?\d[\d,.]*\D{0,6}")  # ◆ 97.2%, 约40.5%, 3,288余人次: not the 60周岁 of a definition
OWN_SOURCE = "来源"  # a table with this column names the source of each row itself
COUNTS = {
    "划转至",
    "最需关注",
    "条数",
}  # columns that only tables have which count statements or lights instead of showing figures
RATE, COUNTY = "cremation_zone_rate.990101.ytd.202510", "990101"


def placed(block) -> Iterator[tuple]:
    """Every element of the page with the block it stands in; what the inspector itself shows is left out."""
    for node in getattr(block, "children", {}).values():
        if node.type == "dialog":
            continue
        if hasattr(node, "children"):
            yield from placed(node)
        else:
            yield node, block


def has_button(block) -> bool:
    """Right beside the number: a button somewhere else on the page is no excuse."""
    return any((getattr(node, "key", None) or "").startswith(inspector.MARK) for node, inside in placed(block) if inside is block)


def has_menu(block) -> bool:
    """As many buttons of exhibits as charts in the frame."""
    inside = [node for node, _ in placed(block)]
    menus = [node for node in inside if (getattr(node, "key", None) or "").startswith(f"{inspector.MARK}exhibit.")]
    return len(menus) >= sum(node.type in CHARTS for node in inside)


def bare(app: AppTest) -> Iterator[str]:
    """What shows a number without a way into the inspector."""
    for element, block in placed(app.main):
        if element.type == "metric" and DIGIT.search(element.value) and not has_button(block):
            yield f"metric {element.label}: {element.value}"
        elif element.type in CHARTS and not has_menu(block):
            yield f"{element.type} {element.key}"
        elif is_table(element) and shows_figures(element.value) and not (element.key or "").startswith(inspector.MARK):
            yield f"{element.type} with {', '.join(map(str, element.value.columns))}"


def is_table(element) -> bool:
    return element.type in ("dataframe", "table")


def shows_figures(frame) -> bool:
    if OWN_SOURCE in frame or (COUNTS & set(frame.columns) and "数值" not in frame):
        return False
    return any(FIGURE.fullmatch(str(cell)) for column in frame for cell in frame[column])


@pytest.fixture
def declared(monkeypatch) -> list[tuple]:
    """What the screens hand to `inspector.table`: (frame, keys by column)."""
    found = []
    draw = inspector.table

    def recorded(frame, keys_of_columns, *more, **how):
        found.append((frame, keys_of_columns))
        draw(frame, keys_of_columns, *more, **how)

    monkeypatch.setattr(inspector, "table", recorded)
    return found


def unkeyed(frame, found) -> Iterator[str]:
    """Rows with figures of which no cell leads anywhere, and columns whose keys are not as long as the table."""
    for column, column_keys in found.items():
        if len(column_keys) != len(frame):
            yield f"{column}: {len(column_keys)} keys for {len(frame)} rows"
    for at in range(len(frame)):
        figures = [cell for cell in frame.iloc[at] if FIGURE.fullmatch(str(cell))]
        if figures and not any("".join(column_keys[at : at + 1]) for column_keys in found.values()):
            yield f"row {at}: {list(frame.iloc[at])}"


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_every_number_has_a_way_into_the_inspector(run_screen, declared, name, where):
    app = run_screen(name, **WHERE[where])

    assert not app.exception
    assert list(bare(app)) == []
    assert [finding for frame, found in declared for finding in unkeyed(frame, found)] == []


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("name", ["overview", "funeral", "subsidies"])
def test_the_inspector_says_what_the_screen_printed(run_screen, declared, name, where):
    app = run_screen(name, **WHERE[where])
    cards = {button.key.removeprefix("inspect.card."): block for button, block in placed(app.main) if is_card(button)}
    with open_source(EVERYTHING) as source:
        for key, block in cards.items():
            shown = next(element.value for element, inside in placed(app.main) if inside is block and element.type == "metric")
            if keys.parts_of(key)[0] == keys.TASKS:
                assert inspection(source, key).printed == shown
            else:
                assert number_text(keys.number_at(source, key), dense=True) == shown
        for _, found in declared:
            for key in filter(None, (key for column in found.values() for key in column)):
                assert statement(source, key) if is_stated_key(key) else keys.number_at(source, key)
    assert cards or declared or where not in DEMO


def is_card(element) -> bool:
    return element.type == "button" and element.key.startswith("inspect.card.")


def bare_page() -> None:
    """Shows numbers in every way there is, none of them with its source; the good one beside them is no excuse."""
    import pandas as pd
    import streamlit as st
    from cockpit_chart import chart

    from pages.views import inspector

    with st.container(horizontal=True):
        st.metric("火化率", "97.2%")
        inspector.button("cremation_zone_rate.990101.ytd.202510", "card")
    st.metric("老年助餐人次", "405,839人次")
    st.dataframe(pd.DataFrame({"单位": ["枫林乡"], "火化率": ["88.3%"]}))
    st.table(pd.DataFrame({"单位": ["枫林乡"], "火化率": ["88.3%"]}))
    st.plotly_chart({"data": [{"type": "bar", "x": [1], "y": [2]}], "layout": {}})
    chart("{}", label="火化率", height=100, key="bare", on_click=print)
    st.dataframe(pd.DataFrame({"单位": ["枫林乡"], "类别": ["乡"]}))


def test_a_bare_page_is_found_out():
    app = AppTest.from_function(bare_page, default_timeout=30).run()

    findings = list(bare(app))

    assert not app.exception
    assert [finding.split()[0] for finding in findings] == ["metric", "dataframe", "table", "plotly_chart", "bidi_component"]
    assert findings[0] == "metric 老年助餐人次: 405,839人次"


def test_a_table_with_a_row_that_leads_nowhere_is_found_out():
    frame = pd.DataFrame({"项目": ["低保金", "特困"], "发放": ["1元", "2元"]})

    assert list(unkeyed(frame, {"发放": [RATE, ""]})) == ["row 1: ['特困', '2元']"]
    assert next(unkeyed(frame, {"发放": [RATE]})) == "发放: 1 keys for 2 rows"


# -- the inspector itself -----------------------------------------------------------------------------------------------


def told(app) -> str:
    return "\n".join(str(element.value) for kind in (app.markdown, app.caption) for element in kind).replace("\\", "")


def test_a_link_opens_it_with_value_definition_target_and_who_has_reported(run_screen):
    app = run_screen("overview", area=COUNTY, span="ytd", to="2025-10", exhibit=RATE)

    text = told(app)
    assert not app.exception
    assert "2,631 ÷ 2,707 = 97.1924…%" in text
    assert "已上报17个，未报1个（三岔乡）" in text
    assert "逐行相加与该数一致" in text
    assert "精确值97.1924…%，显示为97.2%" in text
    assert "〔2025〕" in text


def test_without_the_key_nothing_of_it_is_there(run_screen):
    assert "由哪些数相加而来" not in told(run_screen("overview", area=COUNTY))


def test_the_bars_of_published_bureaus_list_what_the_reports_state(run_screen, declared):
    run_screen("compare", **PUBLISHED["鸠江区"], exhibit="compare.dibao_persons.places")

    listed = next(found["数值"] for frame, found in declared if list(frame.columns) == ["指标", "单位", "期间", "数值"])
    assert len(listed) > 1
    assert all(is_stated_key(key) for key in listed)


def test_an_exhibit_s_key_lists_every_figure_that_it_draws(run_screen):
    app = run_screen("funeral", area=COUNTY, span="ytd", to="2025-10", exhibit="funeral.cremation_zone_rate.ranking")

    listed = next(table.value for table in app.dataframe if (table.key or "").startswith("inspect.list"))
    assert {"示例县", "枫林乡", "三岔乡"} <= set(listed["单位"])


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("cremation_zone_rate.999999.ytd.202510", "没有“cremation_zone_rate.999999.ytd.202510”这个数字"),
        ("nonsense.990101.ytd.202510", "没有编号为“nonsense”的指标"),
        ("stated.1.999999", "没有“stated.1.999999”这个数字"),
    ],
)
def test_a_link_to_no_figure_says_so_and_leaves_the_screen_alone(run_screen, key, word):
    app = run_screen("overview", area=COUNTY, exhibit=key)

    assert not app.exception
    assert any(word in error.value.replace("\\", "") for error in app.error)
    assert len(app.metric) == 8


def test_a_stated_figure_shows_its_quote_and_its_text_stays_on_the_screen(run_screen, declared):
    app = run_screen("reports", exhibit="002-2")
    key = next(found["数值"][0] for frame, found in declared if "原文" in frame)
    quote = next(frame["原文"].iloc[0] for frame, _ in declared if "原文" in frame)
    title = app.selectbox(key="text").value

    again = run_screen("reports", exhibit=key)

    assert quote in told(again)
    assert again.selectbox(key="text").value == title


@pytest.mark.parametrize(
    ("before", "cell", "walked"),
    [
        ((), (0, "单位"), True),  # where the arrow keys begin
        ((), (3, "火化率"), False),  # a click
        ((), (0, "火化率"), False),
        ((0, "单位"), (1, "单位"), True),
        ((4, "单位"), (4, "火化率"), True),
        ((4, "单位"), (7, "火化率"), False),  # a click elsewhere in the meantime
    ],
)
def test_arrow_keys_walk_over_cells_and_a_click_opens_one(before, cell, walked):
    assert inspector.is_walked(before, cell, "单位") is walked
