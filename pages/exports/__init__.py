"""A list of exhibits as a file: slides, a document, a workbook or a PDF over the same pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from metrics.results import Exhibit
from metrics.source import Source
from pages.exports import book, document, paper, pdf, sheet, slide_template, slides
from pages.exports.pack import Pack, packed

# What each form is called on a button, and its type for the browser.
FORMS = {
    ".pptx": ("PPT", slides.PPTX),
    ".docx": ("Word", document.DOCX),
    ".xlsx": ("Excel", sheet.XLSX),
    ".pdf": ("PDF", paper.PDF),
}

Writer = Callable[[Source, Pack, datetime], bytes]


def _workbook(source: Source, pack: Pack, made: datetime) -> bytes:
    numbers = [number for entry in pack.entries for number in entry.exhibit.numbers]
    names = {number.area: source.tree.name(number.area) for number in numbers}
    labels = {number.indicator: source.indicator(number.indicator).name for number in numbers}
    return book.xlsx(pack, names, labels, made)


WRITERS: dict[str, Writer] = {
    ".pptx": lambda source, pack, made: slides.pptx(pack, made, slide_template.kept()),
    ".docx": lambda source, pack, made: document.docx(pack, made),
    ".xlsx": _workbook,
    ".pdf": lambda source, pack, made: pdf.pdf(pack, made),
}


def write(
    source: Source,
    exhibits: Sequence[Exhibit],
    form: str,
    title: str = "",
    made: datetime | None = None,
    template: bytes | None = None,
) -> bytes:
    """form: a key of WRITERS. made: the file's own date, now by default. template: as of `written`.

    Raises InputError where there is nothing to show.
    """
    return written(source, packed(source, exhibits, title), form, made, template)


def written(source: Source, pack: Pack, form: str, made: datetime | None = None, template: bytes | None = None) -> bytes:
    """As `write`, of a pack that is there. template: of slides, instead of the one that is kept."""
    made = made or datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    if template is not None and form == ".pptx":
        return slides.pptx(pack, made, template)
    return WRITERS[form](source, pack, made)
