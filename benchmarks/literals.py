"""What our screens show, as literals: the stock page draws it, and both pages are waited for until they show it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from unittest import mock

from tests.browser.driving import HOUSE

SCREENS = ("overview", "funeral")
TOWNSHIP = "990101010"  # of the demo county
SPANS = (("month", "本月"), ("ytd", "本年累计"))
VIEWS = {"ytd": {}, "month": {"span": "month"}, "township": {"area": TOWNSHIP}}


def taken(data_dir: Path, target: Path) -> dict:
    """By screen and view, `charts` (Plotly's data and layout) and `metrics` (label, value); kept in `target`/shown.json."""
    os.environ["COCKPIT_DATA_DIR"] = str(data_dir)
    found = {screen: {view: _shown(screen, keys) for view, keys in VIEWS.items()} for screen in SCREENS}
    (target / "shown.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return found


def _shown(screen: str, keys: dict[str, str]) -> dict:
    """One run of a screen in this process, its charts kept on their way to the browser."""
    from streamlit.testing.v1 import AppTest

    from pages.views import exhibit

    app = AppTest.from_file(str(HOUSE / "cockpit.py"), default_timeout=120)
    app.query_params.update(keys, page=screen)
    figures: dict[str, str] = {}
    with mock.patch.object(exhibit, "chart", lambda figure, *, key, **_: figures.update({key: figure})):
        app.run()
    if app.exception or app.error or not figures:
        raise RuntimeError(f"{screen} {keys} does not show its figures: {app.exception or app.error}")
    charts = [json.loads(figure) for figure in figures.values()]
    return {"charts": charts, "metrics": [(one.label, one.value) for one in app.metric]}
