"""The front door of every page view: the menu, the page's title, and the screen that the address names."""

from functools import partial
from pathlib import Path

import streamlit as st

from pages import HOME, SCREENS
from pages.views import entry

NAME = "民政领导驾驶舱"
FAVICON = Path(__file__).parent / ".streamlit" / "favicon.png"

onward = partial(entry.forward, [screen.name for screen in SCREENS], HOME)
menu = {"": [st.Page(onward, title=NAME, url_path="entry", default=True, visibility="hidden")]}
for screen in SCREENS:
    menu.setdefault(screen.section, []).append(st.Page(screen.render, title=screen.title, url_path=screen.name))

# For everybody and before anything else: once this has run, no page file answers by itself any more.
chosen = st.navigation(menu, position="top")
st.set_page_config(page_title=NAME if chosen.title == NAME else f"{chosen.title} · {NAME}", page_icon=FAVICON, layout="wide")
chosen.run()
