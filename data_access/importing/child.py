"""The process that opens a file from outside: bounded in memory, time and output, and without a network.

`python -m data_access.importing.child FILE NAME` prints one JSON object: `grids`, or `what` and `remedy` of a refusal.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from data_access.errors import InputError
from data_access.importing.grids import read

MEMORY, SECONDS, WRITTEN = 2 << 30, 40, 0
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "ctypes.")


def confine() -> None:
    """Whatever a hostile file makes of its reader ends here, not in the server."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit remains
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


def main() -> None:
    path, name = Path(sys.argv[1]), sys.argv[2]
    content = path.read_bytes()
    if name.lower().endswith(".parquet"):
        import pyarrow.parquet  # noqa: F401  # loads what it needs before the doors close
    confine()
    try:
        answer: dict = {"grids": [grid.as_json() for grid in read(content, name)]}
    except InputError as fault:
        answer = {"what": fault.what, "remedy": fault.remedy}
    except MemoryError:
        answer = {"what": "文件内容过多，内存不够读完，没有读取。", "remedy": "请删除多余的行和工作表后再试。"}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


if __name__ == "__main__":
    main()
