"""A file from outside, read in a child process: the parent only ever sees text, or one sentence that says why not."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from data_access.errors import InputError
from data_access.importing.grids import Grid

HOUSE = Path(__file__).resolve().parents[2]
SECONDS = 60
PACKED_ROWS = "rows.arrow"  # beside the sender's file: the rows of a parquet table, by the child process
MOST_BYTES = 100 * 1024 * 1024
KINDS = (".xlsx", ".xls", ".xlsm", ".et", ".csv", ".txt", ".parquet")


def read_file(content: bytes, file_name: str, seconds: float = SECONDS) -> list[Grid]:
    """The sheets of a file. Raises InputError, and whatever the file does to its reader becomes one."""
    return _ask(content, file_name, None, seconds)["grids"]


def mark_file(content: bytes, file_name: str, notes: Iterable[tuple[str, str, str]], colour: str) -> bytes:
    """The sender's own workbook with each (sheet, cell, text) as a comment on a coloured cell. Raises InputError."""
    return base64.b64decode(_ask(content, file_name, {"notes": list(notes), "colour": colour}, SECONDS)["marked"])


def _ask(content: bytes, file_name: str, notes: dict | None, seconds: float) -> dict:
    if len(content) > MOST_BYTES:
        raise InputError(f"文件超过{MOST_BYTES // 1024 // 1024}MB，没有读取。", "请分几次提交。")
    ending = PurePath(file_name).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="return-") as folder:
        staged = Path(folder, "file")
        staged.write_bytes(content)
        # the file's own name never becomes a path or an argument beyond its ending
        command = [sys.executable, "-m", "data_access.importing.child", str(staged), "file" + ending * (ending in KINDS)]
        if notes is not None:
            Path(folder, "notes").write_text(json.dumps(notes))
            command.append(str(Path(folder, "notes")))
        try:
            done = subprocess.run(command, cwd=HOUSE, env=_environment(folder), capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired as fault:
            raise InputError(f"文件在{seconds:g}秒内没有读完，已停止，没有写入。", "请删除多余的行和工作表后再试。") from fault
        answer = _answer(done)
        if "grids" in answer:
            answer["grids"] = [Grid(**{**one, "rows": _rows(one["rows"], Path(folder, PACKED_ROWS))}) for one in answer["grids"]]
        return answer


def _rows(listed: list | None, packed: Path) -> Sequence[tuple[int, list[str | None]]]:
    if listed is not None:
        return [(number, cells) for number, cells in listed]
    from data_access.importing.columns import load  # only where it is needed: it takes time to load

    return load(packed)


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(HOUSE),
        "PYTHONIOENCODING": "utf-8",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": folder,
    }


def _answer(done: subprocess.CompletedProcess) -> dict:
    try:
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except ValueError:
        answer = None
    if answer is None:
        raise InputError("文件异常，读取时超出了限定的内存或时间，没有写入。", "请用Excel或WPS打开后另存为新的.xlsx再试。")
    if "what" in answer:
        raise InputError(answer["what"], answer["remedy"])
    return answer
