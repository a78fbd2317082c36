"""The command line, one module a subject; `manage.py` is its door. Each registers its commands when imported."""

from commands import briefings, county, exports, figures, housekeeping, papers, returns, slide_templates  # noqa: F401
from commands.frame import cli, main

__all__ = ["cli", "main"]
