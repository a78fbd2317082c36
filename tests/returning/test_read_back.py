"""Good returns by chance, written as bureaus write them: every value in the database is the value that was sent."""

import csv
import io
import random
from fractions import Fraction

import openpyxl
import xlsxwriter
from sqlalchemy import select

from data_access import engine, schema
from data_access.importing import grids
from data_access.scope import EVERYTHING
from data_access.specs import SCALE
from metrics import returning
from metrics.source import open_source
from tests.metrics.conftest import DONG, JIA, NAN, XI, YI
from tests.returning.hostile import old_workbook, parquet_of
from tests.sizes import scaled

FACTORS = {"": 1, "万": 10_000, "亿": 10**8}


def sent(source, chance: random.Random) -> tuple[list[list], str, dict]:
    """Rows of a long table, its kind of file, and what it says: (area, indicator, month) → 10⁻⁴ base units."""
    asked = [one for one in source.catalogue.indicators.values() if one.kind in ("flow", "stock", "standard")]
    areas = {"county": ["990301"], "township": ["990301", JIA, YI], "village": [JIA, YI, DONG, XI, NAN]}
    rows, said = [["区划代码", "指标编号", "月份", "计量单位", "数值"]], {}
    for _ in range(chance.randint(1, 30)):
        one = chance.choice(asked)
        area, month = chance.choice(areas[one.finest]), chance.choice((2023, 2024)) * 100 + chance.randint(1, 12)
        if (area, one.id, month) in said:
            continue
        prefix = chance.choice([prefix for prefix in FACTORS if prefix + one.unit in source.catalogue.units])
        digits = chance.choice((0, 0, 1, 2, 4))
        whole = chance.randint(0, 10 ** chance.randint(1, 7 if not prefix else 3))
        text = f"{whole}.{chance.randrange(10**digits):0{digits}}" if digits else str(whole)
        said[area, one.id, month] = int(Fraction(text) * FACTORS[prefix] * SCALE * one_factor(source, one))
        year, m = divmod(month, 100)
        period = chance.choice((f"{year}-{m:02}", f"{year}年{m}月", f"{year}.{m}", f"{year}{m:02}"))
        rows.append([area, one.id, period, prefix + one.unit, text])
    return rows, chance.choice(("openpyxl", "xlsxwriter", "xls", "csv", "gb18030", "parquet")), said


def one_factor(source, one) -> int:
    """Base units in one of the catalogue's printed units."""
    return source.catalogue.unit(one.unit)[1]


def written(rows: list[list], kind: str, chance: random.Random) -> tuple[bytes, str]:
    def cell(text: str):
        """A number as a number, or as text the way people type it."""
        as_text = chance.choice((text, f" {text}\xa0", text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))))
        return chance.choice((float(text), as_text))

    if kind in ("csv", "gb18030"):
        stream = io.StringIO()
        csv.writer(stream).writerows(rows)
        return stream.getvalue().encode("utf-8-sig" if kind == "csv" else kind), "a.csv"
    if kind == "parquet":
        return parquet_of({head: [row[at] for row in rows[1:]] for at, head in enumerate(rows[0])}), "a.parquet"
    rows = [rows[0], *([*row[:-1], cell(row[-1])] for row in rows[1:])]
    if kind == "xls":
        return old_workbook(*rows), "a.xls"
    stream = io.BytesIO()
    if kind == "xlsxwriter":
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        sheet = book.add_worksheet("报表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        book.close()
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(stream)
    return stream.getvalue(), "a.xlsx"


def test_random_good_returns_read_back_equal(county, monkeypatch, record_measure):
    monkeypatch.setattr("metrics.returning.read_file", grids.read)
    count, figures = scaled(1000, 20), 0
    for seed in range(count):
        chance = random.Random(seed)
        with open_source(EVERYTHING) as source:
            rows, kind, said = sent(source, chance)
            draft = returning.check(*written(rows, kind, chance), source)
        assert draft.errors == [], (seed, kind)
        version = returning.commit(draft, "t", "已核对")
        table = schema.observation.c
        with engine.reading() as connection:
            query = select(table.area, table.indicator, table.last, table.value).where(table.version == version)
            back = {tuple(row[:3]): row[3] for row in connection.execute(query)}
        assert back == said, (seed, kind)
        figures += len(said)
    record_measure("I4.read_back", {"returns": count, "figures": figures, "different": 0})
