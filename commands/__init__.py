"""The command line, one module a subject; `manage.py` is its door. Each registers its commands when imported."""

from commands import (  # noqa: F401
    accounts,
    briefings,
    county,
    exports,
    figures,
    housekeeping,
    papers,
    returns,
    scores,
    sealing,
    slide_templates,
)
from commands.frame import cli, main

__all__ = ["cli", "main"]
