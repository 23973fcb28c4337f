"""Results: the scores of models in benchmarks, from tables of models and benchmarks.

What a table states is the score of the model that heads its row or column, whoever made that and whatever the page is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, SectionReading, TableReading
from extract.claims.result_metrics import Measured, exact, is_overall, measured_above, metric_of_header, part_of
from extract.claims.result_models import models_of, models_under
from extract.text import Span

_CONFIDENCE = 0.75
_MOST = 0.6  # of a line's cells: so many must be scores
_HALF = 0.5  # of a column's cells under a model, which may begin with what the model is: its kind and sizes
_COLUMNS = 2  # of benchmarks and scores
_FIRST_COLUMNS = 3  # in which of them the models of the rows may stand, behind groups and sizes
_SCORE = re.compile(
    r"(?P<score>\d{1,4}(?:\.\d{1,8})?)\s*(?P<unit>%?)(?:\s*±\s*[\d.]+)?[*†‡^↑↓\s]*(?:\([-+±↑↓]?\s?[\d.]+%?\))?"
)
# How a benchmark was run, in a column of its own behind its name.
_SETTING = re.compile(r"(?:\d{1,3}|[Zz]ero|[Ff]ew|[Oo]ne)(?:[- ]?[Ss]hots?)|[-–—/]|N/?A")
_MOST_POINTS = 100  # of a benchmark that no names file has
_OTHER_CELL = re.compile(r"\W*|N/?A", re.IGNORECASE)


def result_claims(sections: Sequence[SectionReading], reader: Reader) -> Iterator[FigureClaim]:
    """Yield the scores that a document's tables give models.

    Args:
        sections: the whole document, in order.
        reader: knows the names and the language.
    """
    above: Measured | None = None
    for section in sections:
        above = measured_above(section, above, reader)
        for table in section.tables:
            found = list(_of_table(table, above, reader))
            yield from found or _of_heading(table, section, reader)


def _of_table(table: TableReading, above: Measured | None, reader: Reader) -> Iterator[FigureClaim]:
    top = table.last_header_row
    rows, firsts = range(top + 1, table.rows), range(min(_FIRST_COLUMNS, table.columns - 1))
    if not rows or not firsts:
        return
    sides = {first: [_own(table, row, first) for row in rows] for first in firsts}
    for first, cells in sides.items():
        if models := models_of(cells, reader):
            yield from _by_column(table, first, models, above, reader)
            return
    for first in firsts:
        ahead = [_own(table, top, column) for column in range(first + 1, table.columns)]
        if not _are_scores([_own(table, row, first + 1) for row in rows], _HALF):
            continue  # the names of the benchmarks stand further on
        if (models := models_of(ahead, reader)) and models[0]:
            lines = {row: [table.at(row, column) for column in range(first + 1, table.columns)] for row in rows}
            named = first - 1 if first and _are_settings(sides[first]) else first
            heads = {row: [table.at(row, named)] for row in rows}
            yield from _scores(heads, lines, models, None, reader, told=_is_told(table, reader))
            return
    for first, cells in sides.items():
        if models := models_under(cells, table.header(first), reader):
            yield from _by_column(table, first, models, above, reader)
            return


def _of_heading(table: TableReading, section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the scores of a table of benchmarks and scores, of the only model that the line before or the heading over it names."""
    over = next((each for each in (table.lead, *section.heading[-1:]) if each and each.names_of("model")), None)
    named = over.names_of("model") if over else ()
    if (
        over is None
        or len({each.text for each in named}) != 1
        or table.columns != _COLUMNS
        or not is_overall(table.header(1), reader.language)
    ):
        return
    rows = range(table.last_header_row + 1, table.rows)
    heads = {row: [table.at(row, 0)] for row in rows}
    lines = {row: [_own(table, row, 1)] for row in rows}
    yield from _scores(heads, lines, [over.ref(named[0])], None, reader, told=True)


def _by_column(
    table: TableReading, first: int, models: Sequence[EntityRef | None], above: Measured | None, reader: Reader
) -> Iterator[FigureClaim]:
    """Yield the scores of a table whose rows are models, named in the column `first`."""
    top = table.last_header_row
    lines = {
        column: [_own(table, row, column) for row in range(top + 1, table.rows)]
        for column in range(first + 1, table.columns)
    }
    heads = {column: [table.at(row, column) for row in range(top, -1, -1)] for column in lines}
    yield from _scores(heads, lines, models, above, reader, told=_is_told(table, reader))


def _is_told(table: TableReading, reader: Reader) -> bool:
    """Return whether the innermost heading over a table or the line before it says that results follow, or a header does."""
    words = re.compile(reader.language.any_of("results", "told"))
    headers = reader.language.words("results", "told_headers")
    headed = any(table.header(column).strip(" *") in headers for column in range(table.columns))
    return headed or bool(
        words.search(table.caption.rsplit(" / ", 1)[-1]) or (table.lead and words.search(table.lead.text))
    )


def _own(table: TableReading, row: int, column: int) -> CellReading | None:
    """Return the cell of a place, unless it reaches there from another one."""
    cell = table.at(row, column)
    return cell if cell is not None and cell.column == column else None


def _scores(
    heads: dict[int, list[CellReading | None]],
    lines: dict[int, list[CellReading | None]],
    models: Sequence[EntityRef | None],
    above: Measured | None,
    reader: Reader,
    *,
    told: bool,
) -> Iterator[FigureClaim]:
    """Yield the scores of lines that a benchmark heads, a line for each benchmark and a place in it for each model."""
    filled = {number for number, cells in lines.items() if _are_scores(cells)}
    find = partial(_metric, reader=reader, told=told)
    named = {number: find(heads[number], None, proven=False) for number in filled}
    proven = any(each is not None and each.known for each in named.values())
    above = None if proven else above  # headers that are benchmarks themselves are no parts of another one
    known = {number: find(heads[number], above, proven=False) for number in filled} if above else named
    for number in sorted(filled):
        measured = known[number] or (find(heads[number], above, proven=True) if proven else None)
        if measured and not measured.known and not measured.metric.isascii() and not _has_fractions(lines[number]):
            continue  # whole numbers under a word may count anything
        for cell, model in zip(lines[number], models, strict=True) if measured else ():
            yield from _result(cell, model, measured)


def _metric(
    heads: Sequence[CellReading | None], above: Measured | None, *, reader: Reader, proven: bool, told: bool
) -> Measured | None:
    """Return the benchmark that the nearest of several headers names; one over several columns needs to be told apart by them."""
    for number, head in enumerate(heads):
        found = metric_of_header(head, above, reader, proven=proven, told=told)
        if found is None or head is None:
            continue
        nearer = [each for each in heads[:number] if each is not None and each is not head and each.readings]
        return part_of(found, nearer[-1], reader) if nearer and head.column_span > 1 else found
    return None


def _result(cell: CellReading | None, subject: EntityRef | None, measured: Measured | None) -> Iterator[FigureClaim]:
    score = _score(cell)
    if cell is None or score is None or subject is None or measured is None:
        return
    value = exact(score["score"])
    if value > _MOST_POINTS and not measured.known:
        return
    yield FigureClaim(
        subject=subject,
        metric=measured.metric,
        metric_text=measured.text,
        value=value,
        unit=score["unit"] or "points",
        evidence=(
            cell.readings[0].evidence(Span(score.start("score"), score.end("unit"))),
            subject.evidence,
            measured.evidence,
        ),
        rule="results.table",
        confidence=_CONFIDENCE,
    )


def _are_scores(cells: Sequence[CellReading | None], share: float = _MOST) -> bool:
    filled = [cell for cell in cells if cell is not None and not _OTHER_CELL.fullmatch(cell.text)]
    return bool(filled) and sum(_score(cell) is not None for cell in filled) >= share * len(filled)


def _are_settings(cells: Sequence[CellReading | None]) -> bool:
    """Return whether a column only says how benchmarks were run (3-shot), so that their names stand before it."""
    filled = [cell.text.strip() for cell in cells if cell is not None and cell.text.strip()]
    is_told = any(re.match(r"\w", each) for each in filled)
    return is_told and all(_SETTING.fullmatch(each) for each in filled)


def _has_fractions(cells: Sequence[CellReading | None]) -> bool:
    return any("." in score["score"] for cell in cells if (score := _score(cell)))


def _score(cell: CellReading | None) -> re.Match[str] | None:
    return _SCORE.fullmatch(cell.readings[0].text) if cell is not None and len(cell.readings) == 1 else None
