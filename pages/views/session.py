"""Opening a screen: the data folder ready, the account's Scope, the address's View, the bar above everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import streamlit as st

from data_access import settings
from data_access.errors import CockpitError
from data_access.scope import Scope
from metrics.results import View
from metrics.source import Answer, Source, open_source
from pages import SCREENS
from pages.views import address, entry, inspector, lookup, menu, messages, sign_in, view_bar
from sample_data.start import initialise


@dataclass(frozen=True)
class Screen:
    """What a screen's pieces need: its name (the prefix of its exhibits' ids), the Source, the View."""

    name: str
    source: Source
    view: View

    @property
    def area_name(self) -> str:
        return self.source.tree.name(self.view.area)

    @property
    def page(self):
        """This screen, for a link that changes only the View."""
        return entry.page_of(self.name)

    def ask(self, work: Callable[..., Answer], *arguments, **named) -> Answer:
        """work(source, view, *arguments), kept as `Source.ask` keeps it."""
        return self.source.ask(work, self.view, *arguments, **named)

    @property
    def has_children(self) -> bool:
        return bool(self.source.tree.children(self.view.area))


def who() -> Scope:
    """The Scope of whoever is at the screen. Raises CockpitError where nobody may be."""
    return sign_in.scope()


def _refuse_closed(source: Source, name: str) -> None:
    """A screen that the account may not open, by whatever address; raises CockpitError."""
    screen = next(one for one in SCREENS if one.name == name)
    if not screen.is_open_to(source.scope) or (source.scope.lines is not None and not source.has_line(name)):
        raise CockpitError(
            f"账号“{source.scope.account}”不能打开“{screen.title}”。", "请从菜单选择其他页面，或请系统管理员调整权限。"
        )
    if not address.home(source):
        raise CockpitError(f"账号“{source.scope.account}”没有可以查看的区划。", "请系统管理员在“账号与权限”里设置。")


@st.cache_resource(show_spinner="正在准备数据，首次约需半分钟……")
def _prepared(database: str) -> None:
    """Once per database and process; app.py has usually done it already."""
    initialise()


@contextmanager
def open_screen(name: str, *, bar: bool = True, head: bool = True) -> Iterator[Screen]:
    """The frame of every screen; a fault inside becomes a message, never a traceback. head=False: no menu and no bar."""
    is_open = False
    try:
        _prepared(settings.database_url())
        with open_source(who()) as source:
            _refuse_closed(source, name)
            arrival = address.arrive(source, st.query_params.to_dict())
            source = replace(source, as_of=arrival.view.as_of)
            if head:
                menu.draw(source, name, address.keys_of(arrival.view))
                lookup.show(source, arrival.view, address.keys_of(arrival.view))
            if head and bar:
                view_bar.draw(source, arrival, name)
            inspector.draw(source)
            messages.notices(arrival.notices)
            is_open = True
            yield Screen(name, source, arrival.view)
    except (sign_in.NotSignedIn, sign_in.NoAccount) as fault:
        sign_in.door(fault)
        st.stop()
    except CockpitError as error:
        messages.show(error)
        if not is_open:  # there is no screen to draw
            st.stop()
