"""How large a test is: small by default, as large as real use in a full run."""

from __future__ import annotations

import os

FULL = os.environ.get("COCKPIT_TEST_FULL") == "1"
SCALE = float(os.environ.get("COCKPIT_TEST_SCALE") or (1 if FULL else 0.02))


def scaled(full: int, least: int = 1) -> int:
    """`full` in a full run, in proportion otherwise; never below `least`, where the test would prove nothing."""
    return max(least, round(full * SCALE))
