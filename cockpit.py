"""The front door of every page view: the list of screens, the page's title, and the screen that the address names."""

from functools import partial
from pathlib import Path

import streamlit as st

from pages import HOME, SCREENS
from pages.views import entry

NAME = "民政领导驾驶舱"
FAVICON = Path(__file__).parent / ".streamlit" / "favicon.png"

onward = partial(entry.forward, [screen.name for screen in SCREENS], HOME)
doors = [st.Page(screen.render, title=screen.title, url_path=screen.name) for screen in SCREENS]
doors.append(st.Page(onward, title=NAME, url_path="entry", default=True))

# For everybody and before anything else. Hidden: the screens draw their own menu, whose links keep the address's keys.
chosen = st.navigation(doors, position="hidden")
st.set_page_config(page_title=NAME if chosen.title == NAME else f"{chosen.title} · {NAME}", page_icon=FAVICON, layout="wide")
chosen.run()
