"""A fault before the screen is there, and one while it is drawn: one calm message, never a traceback."""

import pytest

from data_access.errors import CockpitError
from pages.views import address, kpi_card


def fail(*_, **__):
    raise CockpitError("数据库暂时连不上，页面没有取到数据。", "请稍后刷新。")


@pytest.mark.parametrize(("where", "name"), [(address, "arrive"), (kpi_card, "row")], ids=["before", "while"])
def test_a_fault_is_one_message(run_screen, monkeypatch, where, name):
    monkeypatch.setattr(where, name, fail)
    app = run_screen("funeral")

    assert not app.exception
    assert len(app.error) == 1
    assert "数据库暂时连不上" in app.error[0].value
