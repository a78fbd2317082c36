"""Nothing leaves the machine: no fonts, scripts, statistics or pictures from anywhere else."""

from __future__ import annotations

from pages import HOME


def test_nothing_leaves_the_machine(visitor):
    """The county's network may have no way out, and what is looked at is nobody else's business.

    Every test that has a `visitor` asserts the same at its end; test_chinese walks all screens with it.
    """
    visitor.visit(f"/{HOME}")

    assert visitor.strangers() == []
    assert any(url.startswith(visitor.address) for url in visitor.requests)  # it did listen
