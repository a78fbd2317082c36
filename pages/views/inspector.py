"""口径与来源: from any number on a screen to what it means, what adds up to it and who reported it.

The address key `exhibit` holds what is open: a figure's key, a stated figure's, or an exhibit's id with all its figures.
So an open inspector is a link, and the browser's Back closes it. Nothing is computed before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from data_access import reads
from data_access.errors import CockpitError
from metrics import inspect, keys
from metrics.addends import Breakdown
from metrics.formatting import number_text
from metrics.results import Exhibit, Number, View
from metrics.source import Source, open_source
from metrics.stated import is_stated_key, statement
from pages.views import messages, pinning, sign_in
from pages.views.address import go
from pages.views.coloured import coloured
from pages.views.text import plain

TITLE = "口径与来源"
KEY = "exhibit"
MARK = "inspect."  # how the key of every widget begins that leads here
WALK = "inspector.walk"  # the table and the cell to which the arrow keys have led
ICON = ":material/info:"
WIDTH = 760
MOST_FIGURES = 60  # reported figures listed one by one; more are counted by return
ROW = 28


class Line(NamedTuple):
    """One figure in the list of an exhibit."""

    key: str
    indicator: str
    area: str
    span: str
    text: str


def open_key(key: str) -> None:
    """Open the inspector on a figure: a callback."""
    go(**{KEY: key})


def close() -> None:
    go(**{KEY: None})


def button(key: str, place: str, label: str = "", *, about: str = TITLE) -> None:
    """A quiet button that opens the inspector. place: tells two buttons for the same figure on one screen apart."""
    st.button(
        label or ICON, key=f"{MARK}{place}.{key}", type="tertiary", width="content", help=about, on_click=open_key, args=(key,)
    )


def table(
    frame: pd.DataFrame, found: Mapping[str, Sequence[str]], name: str, *, shown=None, otherwise: Callable[[int, str], None] | None = None,
    **how,
) -> None:  # fmt: skip
    """A dataframe of printed figures of which a click on a cell opens that cell's figure.

    found: column → the key of each row; the first column's hold for columns without. shown: the frame's Styler, if it
    has one. name: the same name keeps the same table in the browser, and other figures move into it.
    otherwise(row, column): what a click does in a column that is mapped to no key ("").
    """
    turns = f"{MARK}turn.{name}"  # a cell that stays selected could not be clicked again
    key = f"{MARK}{name}.{st.session_state.setdefault(turns, 0)}"

    def opened(row: int, column: str) -> None:
        wanted = found.get(column, next(iter(found.values())))[row]
        st.session_state[turns] += 1
        if wanted:
            open_key(wanted)
        elif otherwise is not None:
            otherwise(row, column)

    def chosen() -> None:
        before = st.session_state.get(WALK, ("", ()))
        cell = next(iter(st.session_state[key]["selection"]["cells"]), None)
        if cell is None:
            return
        st.session_state[WALK] = (key, cell)
        if not is_walked(before[1] if before[0] == key else (), cell, frame.columns[0]):
            opened(*cell)

    st.dataframe(
        frame if shown is None else shown, key=key, hide_index=True, on_select=chosen, selection_mode="single-cell", **how
    )  # fmt: skip
    walked, cell = st.session_state.get(WALK, ("", ()))
    if walked == key:
        st.button(f"打开：{plain(_called(frame, *cell))}", key=f"{MARK}walked.{name}", on_click=opened, args=cell)


def is_walked(before: Sequence, cell: Sequence, first: str) -> bool:
    """Whether the arrow keys led to a cell: they begin at the first one and move along a row or a column from there.

    Streamlit tells only which cell is selected, not by what. A cell that is walked to is not opened by itself, or nobody
    could walk past it. before: the cell selected before, if it has not been opened.
    """
    row, column = cell
    return row in before[:1] or column in before[1:] if before else (row, column) == (0, first)


def _called(frame: pd.DataFrame, row: int, column: str) -> str:
    """枫林乡 · 火化率 · 88.3%: a cell by the name of its row, its column and what is printed there."""
    head = "单位" if "单位" in frame else frame.columns[0]
    return " · ".join(
        dict.fromkeys([str(frame[head].iloc[row]), *([column] if column != head else []), str(frame[column].iloc[row])])
    )


def text_of(source: Source, names: Collection[str]) -> str:
    """What the address names of a screen of texts: a text, or the text of which a figure is open."""
    asked = st.query_params.get(KEY, "")
    if not is_stated_key(asked):
        return asked
    return next((name for name in names if asked.startswith(f"stated.{reads.version_of(source.connection, name)}.")), "")


# -- what opens it ------------------------------------------------------------------------------------------------------


def draw(source: Source) -> None:
    """Open what the address asks for, if it is a figure. Called before the screen is drawn, so that it is there first."""
    asked = st.query_params.get(KEY, "")
    if keys.is_key(asked) or is_stated_key(asked):
        _dialog(source.as_of, ())


def offer(exhibit: Exhibit) -> None:
    """The button of an exhibit."""
    if exhibit.numbers:
        button(exhibit.id, "exhibit", about=f"{TITLE}：图中每个数字")


def draw_exhibit(source: Source, exhibit: Exhibit) -> None:
    """Open the list of the exhibit's figures, if the address asks for this exhibit."""
    if st.query_params.get(KEY) == exhibit.id:
        stated = exhibit.options.get("stated") or [""] * len(exhibit.numbers)  # keys of figures that only a report has
        pairs = sorted(zip(exhibit.numbers, stated, strict=True), key=lambda pair: -pair[0].span.month)  # the newest first
        _dialog(source.as_of, tuple(_line(source, *pair) for pair in pairs))


def _line(source: Source, number: Number, stated: str) -> Line:
    one, span = source.indicator(number.indicator), inspect.when(number)
    return Line(stated or keys.key_of(number), one.label, source.tree.name(number.area), span, number_text(number, dense=True))


@st.dialog(TITLE, width=WIDTH, position="right", on_dismiss=close)
def _dialog(as_of: int | None, listed: tuple[Line, ...]) -> None:
    """listed: the figures to choose from, where an exhibit was opened. What is open now, the address says."""
    asked = st.query_params.get(KEY, "")
    try:
        with open_source(sign_in.scope(), as_of) as source:  # asked anew: what is clicked inside reruns the dialog alone
            if keys.is_key(asked):
                _figure(source, asked)
            elif is_stated_key(asked):
                _statement(source, asked)
            else:
                _list(listed)
    except CockpitError as error:
        messages.show(error)


def _list(listed: tuple[Line, ...]) -> None:
    st.caption(f"图中共{len(listed)}个数字，点一行看它的口径与来源。")
    frame = pd.DataFrame([line[1:] for line in listed], columns=["指标", "单位", "期间", "数值"])
    table(
        frame,
        {"数值": [line.key for line in listed]},
        "list",
        row_height=ROW,
        height=min(ROW * (len(frame) + 1) + 4, 860),
        alt=TITLE,
    )


# -- what it says -------------------------------------------------------------------------------------------------------


def _figure(source: Source, key: str) -> None:
    found = inspect.inspection(source, key, st.query_params.get("compare", "yoy"))
    _head(f"{found.area} · {found.name}", found.when, found.printed, found.exact, found.state)
    if found.caveats:
        st.markdown("  \n".join(f":orange[▲ {plain(caveat)}]" for caveat in found.caveats))
    _ways_on(source, found.number)
    _facts(found.facts)
    if found.breakdowns:
        _breakdowns(found)
    _papers(inspect.papers(source, found.number), found.number)


def _head(name: str, when: str, printed: str, exact: str, state: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.metric(f"**{plain(name)}**　{plain(when)}", printed, width="content")
        with st.container(gap=None, width="content"):
            st.badge(plain(state), color="gray")
            if exact and exact != printed:
                st.markdown(f":gray[{plain(exact)}]")


def _facts(facts: Sequence[tuple[str, str]]) -> None:
    with st.container(gap="xxsmall"):
        for label, text in facts:
            with st.container(horizontal=True, wrap=False, gap="small"):
                st.markdown(f":gray[{label}]", width=36)
                st.markdown(plain(text), width="stretch")


def _ways_on(source: Source, number: Number) -> None:
    """Where to go from here; the screen behind follows."""
    if number.indicator == keys.TASKS:
        return
    parent = source.tree.parent(number.area)
    with st.container(horizontal=True, gap="small"):
        if number.area != st.query_params.get("area") and st.button(f"下钻到{source.tree.name(number.area)}", key=f"{MARK}drill"):
            go(area=number.area, indicator=number.indicator, exhibit=None)
            st.rerun()
        if number.indicator != st.query_params.get("indicator") and st.button("细看该指标", key=f"{MARK}look"):
            go(indicator=number.indicator, exhibit=None)
            st.rerun()
        if number.is_known and number.state != "nearest" and not keys.is_rolling(number):
            _pin(source, number)
        if parent in source.tree and source.scope.covers(parent) and number.state != "nearest":
            above = keys.key_of(number).replace(f".{number.area}.", f".{parent}.")
            button(above, "above", f"上一级：{source.tree.name(parent)}")


def _pin(source: Source, number: Number) -> None:
    """Any figure goes into a briefing, with its 同比 and 环比 beside it."""
    view = View(number.area, number.span, st.query_params.get("compare", "yoy"), number.indicator, source.as_of)
    title = f"{source.tree.name(number.area)}{source.indicator(number.indicator).label}{number_text(number)}"
    pinning.button(source, f"explore.{number.indicator}.number", view, title, "选入汇报材料")


def _breakdowns(found: inspect.Inspection) -> None:
    titles = {way.kind: f"按{way.title}" for way in found.breakdowns}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**由哪些数相加而来**", width="content")
        chosen = st.segmented_control(
            "构成", list(titles), format_func=titles.get, default=next(iter(titles)), required=True, label_visibility="collapsed",
            key=f"{MARK}way.{found.key}",
        )  # fmt: skip
    _breakdown(next(way for way in found.breakdowns if way.kind == chosen), found.key)


def _breakdown(way: Breakdown, key: str) -> None:
    every = [*way.rows, way.total]
    columns = {way.title: [row.name for row in every], "数值": [row.value for row in every]}
    if any(row.pair[1] for row in every):
        columns |= {"分子": [row.pair[0] for row in every], "分母": [row.pair[1] for row in every]}
    if any(row.note for row in every):
        columns["说明"] = [row.note for row in every]
    frame = pd.DataFrame(columns)
    bold = coloured(frame, {(len(frame) - 1, name): "font-weight:700" for name in frame})
    table(
        frame, {"数值": [row.key for row in every]}, f"rows.{way.kind}.{key}", shown=bold, row_height=ROW,
        height=min(ROW * (len(frame) + 1) + 4, 600), alt=f"{way.title}：{way.verdict}", column_config=_to_the_right(frame),
    )  # fmt: skip
    mark = ":green[✓]" if way.agrees else ":orange[▲]"
    st.markdown(f"{mark} :small[{plain(way.verdict)}]")


def _to_the_right(frame: pd.DataFrame) -> dict:
    """Figures stand under each other by their last digit."""
    return {
        name: st.column_config.TextColumn(alignment="right")
        for name in ("数值", "分子", "分母", "填报", "填报数")
        if name in frame
    }


def _papers(papers: Sequence[inspect.Paper], number: Number) -> None:
    if not papers:
        return
    figures = sum(len(paper.figures) for paper in papers)
    st.markdown(f"**来自哪些报表**　:small[:gray[{len(papers)}份，{figures}个填报数]]")
    if figures > MOST_FIGURES:
        rows = [[paper.title, f"{len(paper.figures)}", paper.submitted_by, paper.day, f"{paper.version}"] for paper in papers]
        frame = pd.DataFrame(rows, columns=["报表", "填报数", "报送人", "报送日期", "数据版本"])
        st.caption("填报数较多，只列报表；点上面的下级单位或月份，逐级看到表格里的每一格。")
    else:
        frame = _cells(papers)
    st.dataframe(
        frame,
        hide_index=True,
        row_height=ROW,
        height=min(ROW * (len(frame) + 1) + 4, 420),
        alt="报表与填报数",
        column_config=_to_the_right(frame),
    )


def _cells(papers: Sequence[inspect.Paper]) -> pd.DataFrame:
    """Every reported figure with its place in the return; columns in which nothing stands are left out."""
    rows = [
        {
            "单位": one["area_name"], "期间": one["span"], "指标": one["name"], "填报": one["text"], "原文": one["quote"], "存疑": one["note"],
            "位置": one["source"], "报表": paper.title, "报送人": paper.submitted_by, "报送日期": paper.day, "数据版本": f"{paper.version}",
        }
        for paper in papers
        for one in paper.figures
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame.loc[:, [column for column in frame if frame[column].astype(bool).any()]]


def _statement(source: Source, key: str) -> None:
    """A figure of a published text, or what its own figures give."""
    found = statement(source, key)
    _head(found.name, found.when, found.printed, found.formula, found.state)
    _facts(found.facts)
    _papers((inspect.paper(source, list(found.rows)),), None)
