"""The environment's settings, read at every call so that tests and commands may differ."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from data_access.errors import SettingsError

HOUSE = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """COCKPIT_DATA_DIR (default `var/` beside the code), made if need be.

    Raises SettingsError where it cannot be written.
    """
    folder = Path(os.environ.get("COCKPIT_DATA_DIR") or HOUSE / "var").expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-test-{os.getpid()}-{threading.get_ident()}"  # each page view has a thread of its own
        probe.touch()
        probe.unlink()
    except OSError as fault:
        raise SettingsError(
            what=f"数据目录“{folder}”无法写入（{fault.strerror}），程序没有启动，未写入任何数据。",
            remedy="请给当前用户该目录的写权限，或用环境变量 COCKPIT_DATA_DIR 指定另一个目录后重新启动。",
        ) from fault
    return folder


def database_url() -> str:
    """COCKPIT_DATABASE_URL; without one, the embedded SQLite file in the data folder."""
    return os.environ.get("COCKPIT_DATABASE_URL") or f"sqlite:///{data_dir() / 'cockpit.db'}"


def wants_demo() -> bool:
    """COCKPIT_DEMO=0 leaves the demo county out of an empty folder."""
    return os.environ.get("COCKPIT_DEMO", "1") != "0"


def allows_open_door() -> bool:
    """COCKPIT_OPEN_DOOR=1 lets other machines in although nobody has to sign in; said in the log and on every screen."""
    return os.environ.get("COCKPIT_OPEN_DOOR", "") == "1"


def home_area() -> str:
    """COCKPIT_HOME_AREA: the area that opens when the address names none; empty: as set up."""
    return os.environ.get("COCKPIT_HOME_AREA", "")
