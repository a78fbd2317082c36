"""Nothing leaves the machine: no fonts, scripts, statistics or pictures from anywhere else."""

from __future__ import annotations

import pytest

from pages import SCREENS


@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_nothing_leaves_the_machine(visitor, name):
    """The county's network may have no way out, and what is looked at is nobody else's business."""
    visitor.visit(f"/{name}")

    assert visitor.strangers() == []
    assert any(url.startswith(visitor.address) for url in visitor.requests)  # it did listen
