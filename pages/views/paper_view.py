"""工作报告 on the screen: structure, area and period, problems to tick, the text as it will stand in Word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from data_access import engine, exported
from data_access.scope import Scope
from metrics.formatting import month_key, month_text
from metrics.papers import problems, structure
from metrics.papers.compose import compose, view_for
from metrics.papers.paper import Block, Paper, Piece
from metrics.papers.structure import Structure
from metrics.results import Exhibit
from metrics.source import Source, open_source
from metrics.stated import is_stated_key
from pages.exports import paper_document, paper_record
from pages.exports.official import DOCX
from pages.views import download, inspector
from pages.views.address import go
from pages.views.session import Screen
from pages.views.text import plain

TAB = "report"
CHOSEN = "item"  # the address key that names the structure
HEIGHT = 760
YEARS = 3  # back from the newest, to choose the closing month from


def show(screen: Screen) -> None:
    found = structure.structures()
    form = found.get(st.query_params.get(CHOSEN, ""), next(iter(found.values())))
    area = _area(screen, form)
    month = screen.view.span.month
    _choices(screen, found, form, area, month)
    ticks, text = st.columns([2, 3], gap="medium")
    with ticks:
        ticked = _problems(screen, form, area, month)
        if any(part.kind == "township" for part in form.parts):
            st.caption("对照表、短板和长处按全部指标列出，从差到好。")
    with st.spinner("正在生成报告……"):
        paper = screen.source.ask(composed, form.id, structure.digest(), area, month, tuple(ticked))
    with text:
        _download(screen, form, area, month, tuple(ticked), paper)
        with st.container(border=True, height=HEIGHT):
            _preview(screen, paper)


def composed(source: Source, name: str, _digest: str, area: str, month: int, ticked: tuple[str, ...]) -> Paper:
    """_digest of the structures' files: a kept answer is of no use once they are others."""
    form = structure.structure(name)
    return compose(source, form, view_for(form, area, month, source.as_of), ticked)


def offered_problems(source: Source, name: str, _digest: str, area: str, month: int) -> list[problems.Candidate]:
    """As `composed`."""
    form = structure.structure(name)
    return problems.candidates(source, form, view_for(form, area, month, source.as_of))


# -- what is chosen ------------------------------------------------------------------------------------------------------


def _area(screen: Screen, form: Structure) -> str:
    """The address's area, or the nearest one that the structure is for: the county above, the first township below."""
    tree, area = screen.source.tree, screen.view.area
    known = _areas(screen, form)
    if area in known or not known:
        return area
    return next((code for code in tree.ancestors(area) if code in known), known[0])


def _areas(screen: Screen, form: Structure) -> list[str]:
    """The county and its townships, as far as the structure is for them."""
    tree = screen.source.tree
    root = tree.ancestors(screen.view.area)[-1:] or (screen.view.area,)
    every = [root[0], *(row.code for row in tree.children(root[0]))]
    return [code for code in every if tree[code].level in form.levels and screen.source.scope.covers(code)]


def _choices(screen: Screen, found: dict[str, Structure], form: Structure, area: str, month: int) -> None:
    last = max(screen.source.extent(area[:6]).last, month)
    months = [year * 100 + at for year in range(last // 100, last // 100 - YEARS, -1) for at in range(12, 0, -1)]
    months = [one for one in months if one <= last]
    st.session_state.update({"report.structure": form.id, "report.area": area, "report.to": month})  # the address rules
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.selectbox(
            "报告", list(found), key="report.structure", width=260, format_func=lambda name: found[name].name,
            on_change=_moved, args=(CHOSEN, "report.structure"),
        )  # fmt: skip
        st.selectbox(
            "单位", _areas(screen, form) or [area], key="report.area", width=220, format_func=screen.source.tree.name,
            on_change=_moved, args=("area", "report.area"),
        )  # fmt: skip
        st.selectbox(
            "截至",
            months if month in months else [month, *months],
            key="report.to",
            width=160,
            format_func=month_text,
            on_change=_month,
        )


def _moved(key: str, widget: str) -> None:
    go(**{key: st.session_state[widget]})


def _month() -> None:
    go(to=month_key(st.session_state["report.to"]))


def _problems(screen: Screen, form: Structure, area: str, month: int) -> list[str]:
    """Keys of what the writer ticked; nothing is ticked by itself."""
    with st.spinner("正在查找需要说明的问题……"):
        offered = screen.source.ask(offered_problems, form.id, structure.digest(), area, month)
    ticked: list[str] = []
    if not offered:
        return ticked
    st.markdown("**问题备选**　:small[:gray[勾选后写进报告，不勾选不写]]")
    with st.container(border=True, height=HEIGHT, gap="xsmall"):
        for group, word in problems.GROUPS.items():
            ones = [one for one in offered if one.group == group]
            if not ones:
                continue
            warned = "（上报材料一般不点名）" if group == "below" and form.upward else ""
            st.markdown(f":gray[{word}{warned}]")
            ticked += [one.key for one in ones if st.checkbox(plain(one.text), key=f"report.tick.{form.id}.{area}.{one.key}")]
    return ticked


def _download(screen: Screen, form: Structure, area: str, month: int, ticked: tuple[str, ...], paper: Paper) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        scope = screen.source.scope
        download.offer(
            scope, "下载 Word", partial(written, scope, form.id, area, month, screen.view.as_of, ticked),
            f"{paper.name}.docx", DOCX, is_told=True, type="primary", width="content", key="report.download",
        )  # fmt: skip
        st.caption(f"{len(paper.numbers)}个数字，{paper.blanks}处留待填写（标黄）。{plain(' · '.join(paper.facts))}")


def written(scope: Scope, name: str, area: str, month: int, as_of: int | None, ticked: tuple[str, ...]) -> bytes:
    """Composed anew: the click comes after the screen has closed its reading; its figures are kept under its code."""
    form = structure.structure(name)
    view = view_for(form, area, month, as_of)
    with open_source(scope, as_of) as source:
        paper = compose(source, form, view, ticked)
    with engine.writing() as connection:
        exported.keep(connection, scope, paper.code, paper.name, [paper_record.record(form, view, paper)])
    return paper_document.docx(paper)


# -- the text ------------------------------------------------------------------------------------------------------------


def _preview(screen: Screen, paper: Paper) -> None:
    for line in paper.title.split("\n"):
        st.markdown(f"#### {plain(line)}", text_alignment="center")
    for place, block in enumerate(paper.blocks):
        if block.kind == "table":
            frame = pd.DataFrame(block.rows, columns=list(block.heads))
            st.dataframe(frame, hide_index=True, row_height=28, height=min(28 * (len(frame) + 1) + 4, 560), alt="附表")
        elif block.kind == "text":
            _paragraph(screen, block, place)
        else:
            st.markdown(f"**{plain('　'.join(piece.text for piece in block.pieces))}**")


def _paragraph(screen: Screen, block: Block, place: int) -> None:
    text = "".join(_marked(piece) for piece in block.pieces)
    bearing = {piece.key: piece for piece in block.pieces if piece.number is not None and piece.key}
    if not bearing:
        st.markdown(text)
        return
    listed = _exhibit(screen, block, place, list(bearing.values()))
    with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="xsmall"):
        st.markdown(text, width="stretch")
        inspector.offer(listed)
    inspector.draw_exhibit(screen.source, listed)


def _marked(piece: Piece) -> str:
    return f":orange-background[{plain(piece.text)}]" if piece.is_blank else plain(piece.text)


def _exhibit(screen: Screen, block: Block, place: int, pieces: Sequence[Piece]) -> Exhibit:
    """A paragraph as an exhibit, so that each of its figures can be asked for."""
    stated = [piece.key if is_stated_key(piece.key) else "" for piece in pieces]
    return Exhibit(
        f"{screen.name}.paper.{place}", "text", "工作报告", pd.DataFrame({"text": [block.text]}), "", screen.view,
        numbers=tuple(piece.number for piece in pieces), options={"stated": stated},
    )  # fmt: skip
