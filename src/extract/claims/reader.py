"""Documents -> sections with their mentions: names, quotations, dates and quantities found in every statement and cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from extract.claims.claim import EntityRef
from extract.claims.headers import column_of
from extract.claims.reading import CellReading, Reading, SectionReading, TableReading
from extract.claims.topics import model_of, subject_of
from extract.claims.years import reference_date, stated_years, usual_year, with_year
from extract.documents.document import BlockKind, Document, Table
from extract.errors import Problem
from extract.lang.language import Language
from extract.mentions.mention import DateValue, Mention, Name, Quantity
from extract.mentions.model_names import find_model_names
from extract.mentions.names import NameFinder, normal_version
from extract.mentions.titles import find_titles
from extract.mentions.values import date_order_of, read_values
from extract.segments import Section, Statement, cell_statements, segment

_SEPARATORS = " ·・-"


class Reader:
    """Reads documents into sections with mentions.

    Args:
        finder: finds the known names.
        language: the language of the documents.
    """

    def __init__(self, finder: NameFinder, language: Language) -> None:
        self.finder = finder
        self.language = language
        self.problems: list[Problem] = []
        self._date_order = ""

    def read(self, document: Document) -> Iterator[SectionReading]:
        """Yield the sections of `document`, read; unreadable values are collected in `problems`."""
        reference = reference_date(document.published)
        self._date_order = date_order_of("\n".join(page.text for page in document.pages))
        headings: dict[int, Reading] = {}  # those of a section hold for the sections under it, and are read once
        for section in segment(document, self.language):
            raw = [self._reading(each, document, reference) for each in section.statements]
            headings |= {id(reading.statement): reading for reading in raw}
            heading = tuple(headings[id(each)] for each in section.heading)
            headings = {id(reading.statement): reading for reading in heading}
            usual = usual_year(raw)
            year = next((value for reading in reversed(heading) for value in stated_years(reading)), usual)
            readings = []
            for reading in raw:
                # Prose goes on from the year stated last; a bullet or label of a slide has no such order.
                in_prose = reading.statement.kind is BlockKind.PARAGRAPH and not reading.statement.box
                readings.append(with_year(reading, year if in_prose else usual or year, reference))
                year = next(reversed(list(stated_years(reading))), year)
            tables = tuple(self._table(section, table, document, reference, year) for table in section.tables)
            yield SectionReading(
                section, heading, tuple(readings), tables, subject_of(heading, self.language), model_of(heading)
            )

    def _reading(
        self, statement: Statement, document: Document, reference: dt.date | None, field: Literal["", "date"] = ""
    ) -> Reading:
        text = statement.text
        values = read_values(
            text, lang=self.language.code, reference=reference, date_order=self._date_order, field=field
        )
        self.problems.extend(
            replace(problem, source=document.source, page=statement.page) for problem in values.problems
        )
        names = self.finder.find(text, _edges(statement), self.language)
        by_form = [each for each in find_model_names(text) if all(_is_more(each, name) for name in names)]
        kept = [name for name in names if not any(each.span.overlaps(name.span) for each in by_form)]
        return Reading(
            statement,
            tuple(sorted({*kept, *by_form}, key=lambda mention: mention.span)),
            tuple(find_titles(text)),
            tuple(mention for mention in values.mentions if isinstance(mention.value, DateValue)),
            tuple(mention for mention in values.mentions if isinstance(mention.value, Quantity)),
        )

    def _table(
        self, section: Section, table: Table, document: Document, reference: dt.date | None, year: int | None
    ) -> TableReading:
        parts = [
            (cell, list(cell_statements(section.page, cell, self.language)))
            for cell in sorted(table.cells, key=lambda each: (each.row, each.column))
        ]
        dated = {
            cell.column
            for cell, statements in parts
            if cell.header and column_of("".join(each.text for each in statements), self.language) == "date"
        }
        raw = [
            (
                cell,
                [
                    self._reading(each, document, reference, "date" if cell.column in dated else "")
                    for each in statements
                ],
            )
            for cell, statements in parts
        ]
        usual = usual_year([reading for _, readings in raw for reading in readings]) or year
        cells = [
            CellReading(
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                cell.header,
                tuple(with_year(reading, usual, reference) for reading in readings),
            )
            for cell, readings in raw
        ]
        caption = table.caption.of(section.page.text) if table.caption else section.title
        return TableReading(table, section.page.number, caption, tuple(cells))

    def model_ref(self, reading: Reading, mention: Mention) -> EntityRef:
        """Return the reference to a model that a quotation or name names: known family and version, or a new name."""
        if isinstance(mention.value, Name):
            return reading.ref(mention, "model")
        text = mention.text
        for name in reading.names_of("model", within=mention.span):
            beside = reading.text[mention.span.start : name.span.start] + reading.text[name.span.end : mention.span.end]
            if not beside.strip(_SEPARATORS):
                return reading.ref(replace(name, span=mention.span, text=text), "model")
        candidates = tuple(each for each in self.finder.candidates(text) if self.finder.entity_type(each) == "model")
        return EntityRef("model", text, reading.evidence(mention.span), candidates, _trailing_version(text))


def _is_more(formed: Mention, known: Mention) -> bool:
    """Return whether a name known by its form stands apart from a known one or says more than it (Qwen-7B-Chat-Int8)."""
    return not formed.span.overlaps(known.span) or (formed.span != known.span and formed.span.covers(known.span))


def _edges(statement: Statement) -> frozenset[int]:
    """Return the offsets at which a token of the statement begins or ends."""
    return frozenset(edge for token in statement.doc for edge in (token.idx, token.idx + len(token)))


def _trailing_version(name: str) -> str:
    """Return the version at the end of a name that no list has: ``3.5`` of 天工3.5; a number without a dot is none."""
    match = re.search(r"(?<=[^\d.])[Vv]?(\d{1,2}(?:\.\d{1,2}){1,2})$", name)
    return normal_version(match[1]) if match else ""
