"""示例县: an invented county with three years of returns, the same on every run. No real place or person.

It shows what a bureau's own data will look like, holds ten planted stories (`stories.py`) and lets every screen be
tried before a bureau has entered anything.
"""

from __future__ import annotations

from sample_data.demo.areas import COUNTY, areas
from sample_data.demo.duties import duties
from sample_data.demo.returns import returns
from sample_data.demo.targets import targets

__all__ = ["areas", "duties", "returns", "settings", "targets"]


def settings() -> dict[str, str]:
    """The newest returns reach December 2025; October is shown first, as in a bureau that works in November."""
    return {
        "home_area": COUNTY,
        "default_month": "2025-10",
        "level_word": "县",
        "default_cremation_rate": "cremation_zone_rate",
    }
