"""The command line, one module a subject; `manage.py` is its door. Each registers its commands when imported."""

from commands import accounts, briefings, county, exports, figures, housekeeping, returns, scores, sealing  # noqa: F401
from commands.frame import cli, main

__all__ = ["cli", "main"]
