"""A parquet table as rows of text. Its columns stay packed, each word kept once, so that a million rows fit in memory.

The child process packs and writes them, the parent unpacks a few thousand rows at a time.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet

from data_access import workbook
from data_access.errors import InputError

MOST_ROWS, MOST_UNPACKED = 1_000_000, 500 * workbook.MEGABYTE
AT_ONCE = 20_000  # rows unpacked at a time
DAMAGED = ("Parquet文件已损坏，没有读取。", "请重新导出后再试。")
Line = tuple[int, list[str | None]]


class ColumnRows(Sequence):
    """Rows numbered from 1, the columns' names first. A slice is another view of the same columns."""

    def __init__(self, table: arrow.Table, chosen: range | None = None, words: list[list[str | None]] | None = None) -> None:
        self.table = table
        self._chosen = range(table.num_rows + 1) if chosen is None else chosen
        self._words = words or [_column(table, at).dictionary.to_pylist() for at in range(table.num_columns)]

    def __len__(self) -> int:
        return len(self._chosen)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return ColumnRows(self.table, self._chosen[index], self._words)
        place = self._chosen[index]
        return next(iter(self._lines(place, place + 1)))

    def __iter__(self) -> Iterator[Line]:
        for start in range(0, len(self), AT_ONCE):
            some = self._chosen[start : start + AT_ONCE]
            yield from self._lines(some.start, some.stop)

    def words(self) -> set[str]:
        return {word for words in (self.table.column_names, *self._words) for word in words if word}

    def _lines(self, start: int, stop: int) -> Iterator[Line]:
        if start == 0 < stop:
            yield 1, list(self.table.column_names)
        first = max(start, 1)
        if stop <= first:
            return
        columns = []
        for at, words in enumerate(self._words):
            places = _column(self.table, at).indices.slice(first - 1, stop - first).to_pylist()
            columns.append([None if place is None else words[place] for place in places])
        yield from ((number, list(cells)) for number, cells in enumerate(zip(*columns, strict=True), start=first + 1))


def _column(table: arrow.Table, at: int) -> arrow.DictionaryArray:
    column = table.column(at)
    return column.chunk(0) if column.num_chunks else arrow.array([], column.type)


def read_parquet(content: bytes, text_of: Callable[[object], str | None]) -> ColumnRows:
    """Each column as text, told by text_of. Raises InputError."""
    try:
        file = parquet.ParquetFile(io.BytesIO(content))
        _refuse_large(file.metadata)
        words = [
            one.name for one in file.schema_arrow if arrow.types.is_string(one.type) or arrow.types.is_large_string(one.type)
        ]
        table = parquet.ParquetFile(io.BytesIO(content), read_dictionary=words).read(use_threads=False)
        columns = [_packed(name, table.column(at), text_of) for at, name in enumerate(table.column_names)]
        names = [text_of(name) or "" for name in table.column_names]
        return ColumnRows(arrow.table(columns, names=names) if columns else arrow.table({}))
    except (InputError, MemoryError):
        raise
    except Exception as fault:  # whatever a damaged file makes the library raise, the reader hears one sentence
        raise InputError(*DAMAGED) from fault


def _refuse_large(metadata) -> None:
    if metadata.num_rows > MOST_ROWS or metadata.num_columns > workbook.MOST_COLUMNS:
        raise InputError(f"Parquet超过{MOST_ROWS:,}行或{workbook.MOST_COLUMNS}列的上限，没有读取。", "请分几次提交。")
    if sum(metadata.row_group(at).total_byte_size for at in range(metadata.num_row_groups)) > MOST_UNPACKED:
        raise InputError("文件解开后过大，没有读取。", "请只保留要报送的列，或分几次提交。")


def _packed(name: str, column: arrow.ChunkedArray, text_of: Callable) -> arrow.DictionaryArray:
    if arrow.types.is_nested(column.type) or arrow.types.is_binary(column.type) or arrow.types.is_large_binary(column.type):
        raise InputError(f"Parquet的“{name[:30]}”列不是文字、数字或日期，没有读取。", "请只保留区划代码、指标、月份、数值等列。")
    if arrow.types.is_timestamp(column.type):
        column = column.cast(arrow.timestamp("us", column.type.tz), safe=False)  # days are all that is read of it
    if not arrow.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, arrow.ChunkedArray) else whole
    texts = [text_of(word) for word in whole.dictionary.to_pylist()]
    return arrow.DictionaryArray.from_arrays(whole.indices.cast(arrow.int32()), arrow.array(texts, arrow.string()))


def save(rows: ColumnRows, path: Path) -> None:
    with arrow.OSFile(str(path), "wb") as sink, arrow.ipc.new_file(sink, rows.table.schema) as writer:
        writer.write_table(rows.table)


def load(path: Path) -> ColumnRows:
    return ColumnRows(arrow.ipc.open_file(arrow.py_buffer(path.read_bytes())).read_all().combine_chunks())
