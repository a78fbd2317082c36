"""Text that users or files bring, made safe for Streamlit's Markdown sinks."""

from __future__ import annotations

import re

MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&])")


def plain(text: str) -> str:
    """The text as it is: every Markdown mark escaped, line breaks made spaces."""
    return MARKS.sub(r"\\\1", str(text).replace("\r", " ").replace("\n", " "))
