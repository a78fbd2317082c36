"""会议纪要 of the queue: each saved view with its figures as the meeting saw them, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from data_access.meeting import SavedView
from data_access.scope import Scope
from metrics.cards import Card, cards
from metrics.evaluate import is_too_fine
from metrics.formatting import date_text
from metrics.source import Source, open_source
from pages.exports import minutes
from pages.views import download, meeting_queue
from pages.views.address import arrive
from pages.views.meeting_stage import MOST_FIGURES, change_words
from pages.views.session import who

Codes = Callable[[Source, SavedView], Sequence[str]]


def offer(views: Sequence[SavedView], codes_of: Codes) -> None:
    """The button that writes the file when it is clicked. codes_of: the indicators that a saved view shows."""
    scope, name = who(), f"会议纪要_{date.today():%Y%m%d}.docx"
    download.offer(scope, "下载会议纪要（Word）", lambda: written(scope, views, codes_of), name, minutes.DOCX, width="content")


def written(scope: Scope, views: Sequence[SavedView], codes_of: Codes) -> bytes:
    """The file. It reads for itself: the page view that drew its button has closed its connection."""
    with open_source(scope) as source:
        entries = [_entry(source, saved, codes_of(source, saved)) for saved in views]
    return minutes.docx("民政工作会议纪要", date_text(date.today()), entries)


def _entry(source: Source, saved: SavedView, codes: Sequence[str]) -> minutes.Entry:
    known = saved.area in source.tree
    figures, what = (), meeting_queue.described(source, saved)
    if known:
        view = arrive(source, dict(saved.keys)).view
        source = replace(source, as_of=view.as_of)
        kept = [code for code in codes if not is_too_fine(source, source.indicator(code), view.area)]
        figures = tuple(_sentence(card) for card in cards(source, view, kept[:MOST_FIGURES], spark=False))
        marks = {"demo": "（示例数据）", "published": "（公开报告数据）"}.get(source.tree[view.area].setting, "")
        what = f"{what}{marks}，数据版本{view.as_of or source.version}"
    due = date_text(saved.due) if saved.due else ""
    return minutes.Entry(saved.title, f"{what}。", figures, saved.decision, saved.owner, due)


def _sentence(card: Card) -> str:
    more = "，".join(filter(None, (change_words(card), card.detail)))
    return f"{card.label}{card.value}" + (f"（{more}）" if more else "") + "。"
