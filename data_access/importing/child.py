"""The process that opens a file from outside: bounded in memory, time and output, and without a network.

`python -m data_access.importing.child FILE NAME [NOTES]` prints one JSON object: `grids`, or `what` and `remedy` of a
refusal; the rows of a parquet table lie beside FILE as an Arrow file. With NOTES, a JSON file of what is to be marked
at which cell, it prints `marked`: the workbook in base64.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

from data_access.errors import InputError
from data_access.importing.grids import Grid, read
from data_access.importing.marking import marked
from data_access.importing.reading import PACKED_ROWS
from data_access.workbook import DAMAGED

MOST_SAID = 50_000_000  # letters of the answer

MEMORY, SECONDS, WRITTEN = 2 << 30, 40, 0
PACKED = 500 << 20  # the rows of a parquet table on their way
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
    is_packed = content.startswith(b"PAR1")
    if is_packed:
        import data_access.importing.columns  # noqa: F401  # loads what it needs before the doors close
    confine(MARKED if notes is not None else PACKED if is_packed else WRITTEN)
    try:
        answer: dict
        if notes is None:
            grids = read(content, name)
            _refuse_too_much(grids)
            answer = {"grids": [_said(grid, path) for grid in grids]}
        else:
            answer = {"marked": base64.b64encode(marked(content, **notes)).decode()}
    except InputError as fault:
        answer = {"what": fault.what, "remedy": fault.remedy}
    except MemoryError:
        answer = {"what": "文件内容过多，内存不够读完，没有读取。", "remedy": "请删除多余的行和工作表后再试。"}
    except Exception:  # whatever else a damaged file does to its reader, the sender hears one sentence
        answer = dict(zip(("what", "remedy"), DAMAGED, strict=True))
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


def _refuse_too_much(grids: list[Grid]) -> None:
    """Many cells may share one long text here; each would be a copy of it in the answer."""
    rows = [cells for grid in grids if isinstance(grid.rows, list) for _, cells in grid.rows]
    if sum(len(cell) for cells in rows for cell in cells if cell) > MOST_SAID:
        raise InputError("文件里的文字过多，没有读取。", "请删除与报表无关的文字后再试。")


def _said(grid: Grid, path: Path) -> dict:
    """A grid as the parent builds it again; what is packed in columns goes by a file beside the sender's."""
    if isinstance(grid.rows, list):
        return vars(grid)
    from data_access.importing.columns import save

    save(grid.rows, path.with_name(PACKED_ROWS))
    return vars(grid) | {"rows": None}


if __name__ == "__main__":
    main()
