"""The process that opens a file from outside: bounded in memory, time and output, and without a network.

`python -m data_access.importing.child FILE NAME [NOTES]` prints one JSON object: `grids`, or `what` and `remedy` of a
refusal. With NOTES, a JSON file of what is to be marked at which cell, it prints `marked`: the workbook in base64.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

from data_access.errors import InputError
from data_access.importing.grids import read
from data_access.importing.marking import marked

MEMORY, SECONDS, WRITTEN = 2 << 30, 40, 0
MARKED = 100 << 20  # what a marked workbook may take on its way: the library writes a sheet to a file first
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "ctypes.")


def confine(written: int = WRITTEN) -> None:
    """Whatever a hostile file makes of its reader ends here, not in the server. written: bytes that a file may take."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit remains
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


def main() -> None:
    path, name = Path(sys.argv[1]), sys.argv[2]
    content = path.read_bytes()
    notes = json.loads(Path(sys.argv[3]).read_bytes()) if len(sys.argv) > 3 else None
    if name.lower().endswith(".parquet"):
        import pyarrow.parquet  # noqa: F401  # loads what it needs before the doors close
    confine(WRITTEN if notes is None else MARKED)
    try:
        answer: dict
        if notes is None:
            answer = {"grids": [grid.as_json() for grid in read(content, name)]}
        else:
            answer = {"marked": base64.b64encode(marked(content, **notes)).decode()}
    except InputError as fault:
        answer = {"what": fault.what, "remedy": fault.remedy}
    except MemoryError:
        answer = {"what": "文件内容过多，内存不够读完，没有读取。", "remedy": "请删除多余的行和工作表后再试。"}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


if __name__ == "__main__":
    main()
