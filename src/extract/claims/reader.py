"""Documents -> sections with their mentions: names, quotations, dates and quantities found in every statement and cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.claims.asides import with_asides
from extract.claims.claim import EntityRef
from extract.claims.headers import column_of, names_columns
from extract.claims.listed_models import with_listed_models
from extract.claims.news_dates import leading_date
from extract.claims.own_models import PageModel
from extract.claims.owners import Owners
from extract.claims.parted_numbers import parted_text
from extract.claims.reading import CellReading, Reading, SectionReading, TableReading
from extract.claims.references import aliases_of, with_aliases, with_references
from extract.claims.score_columns import with_score_columns
from extract.claims.topics import model_of, subject_of
from extract.claims.tuned_models import own_name, with_own_model
from extract.claims.years import reference_date, stated_years, usual_year, with_year
from extract.documents.document import BlockKind, Cell, Document, Table
from extract.errors import Problem
from extract.lang.language import Language
from extract.mentions.document_names import DocumentNames
from extract.mentions.han_names import stem_before
from extract.mentions.mention import DateValue, Mention, Name, Quantity
from extract.mentions.name_line import NameLine
from extract.mentions.name_pipeline import NamePipeline
from extract.mentions.names import NameFinder, trailing_version
from extract.mentions.values import date_order_of, read_values
from extract.segments import Section, Statement, cell_statements, links_of, segment

_DATED = frozenset(
    {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.HEADING}
)  # may begin with a date of figures alone
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
        self._names = NamePipeline(finder)
        self._date_order = ""
        self._headers: dict[int, str] = {}  # of the last table

    def read(self, document: Document) -> Iterator[SectionReading]:
        """Yield the sections of `document`, read; unreadable values are collected in `problems`."""
        document = with_asides(document, self.language)
        reference = reference_date(document.published)
        self._date_order = date_order_of("\n".join(page.text for page in document.pages))
        sections = [self._raw_section(section, document, reference) for section in segment(document, self.language)]
        sections = self._with_document_names(sections, document)
        page_models = {page.number: PageModel(page, self.language, self.finder.sites) for page in document.pages}
        above: TableReading | None = None
        headings: dict[int, Reading] = {}  # those of a section hold for the sections under it
        for raw in sections:
            section = raw.section
            with_names = with_references(raw.readings, self.language)
            headings |= {id(reading.statement): reading for reading in with_names}
            heading = tuple(headings[id(each)] for each in section.heading)
            headings = {id(reading.statement): reading for reading in heading}
            usual = usual_year(with_names)
            year = next((value for reading in reversed(heading) for value in stated_years(reading)), usual)
            readings = []
            for reading in with_names:
                # Prose goes on from the year stated last; a bullet or label of a slide has no such order.
                in_prose = reading.statement.kind is BlockKind.PARAGRAPH and not reading.statement.box
                readings.append(with_year(reading, year if in_prose else usual or year, reference))
                year = next(reversed(list(stated_years(reading))), year)
            tables = []
            for table, cells in raw.tables:
                first = (above.above or above) if above and table.continues else None
                lead = _lead(section, table, readings)
                above = replace(_table(section, table, cells, reference, year, first), lead=lead)
                tables.append(above)
            yield SectionReading(
                section,
                heading,
                tuple(readings),
                tuple(tables),
                subject_of(heading, self.language),
                model_of(heading),
                page_models[section.page.number],
            )

    def _with_document_names(self, sections: list[_RawSection], document: Document) -> list[_RawSection]:
        """Return the sections with the names that the document proves or gives another form of elsewhere."""
        readings = [reading for section in sections for reading in section.all]
        stems = (
            stem_before(reading.text, name.span, self.language)
            for reading in readings
            for name in reading.names_of("model")
        )
        names = DocumentNames(
            (mention for reading in readings for mention in reading.names), self.language, filter(None, stems)
        )
        named = [
            section.changed(lambda each: _with_names(each, names.more(each.line, each.names))) for section in sections
        ]
        models = {each.text for section in named for reading in section.all for each in reading.names_of("model")}
        owners = Owners(document, models, self.finder.sites)
        named = [section.changed(lambda each: owners.named(each, self.language)) for section in named]
        aliases = aliases_of((reading for section in named for reading in section.all), self.language)
        own = own_name(reading for section in named for reading in section.readings)
        return [
            section.changed(lambda each: with_own_model(with_aliases(each, aliases), own, self.language))
            for section in named
        ]

    def _raw_section(self, section: Section, document: Document, reference: dt.date | None) -> _RawSection:
        """Read the statements and cells of a section, each by itself."""
        readings = [self._reading(each, document, reference) for each in section.statements]
        tables = [(table, self._raw_cells(section, table, document, reference)) for table in section.tables]
        return _RawSection(section, with_listed_models(readings, section.heading, self.language), tables)

    def _raw_cells(
        self, section: Section, table: Table, document: Document, reference: dt.date | None
    ) -> list[tuple[Cell, list[Reading]]]:
        parts = [
            (cell, list(cell_statements(section.page, cell, self.language)))
            for cell in sorted(table.cells, key=lambda each: (each.row, each.column))
        ]
        headers: dict[int, str] = {}
        for cell, statements in parts:
            for column in range(cell.column, cell.column + cell.column_span) if cell.header else ():
                headers[column] = headers.get(column, "") + "".join(each.text for each in statements)
        if table.continues and not headers:
            headers = self._headers
        if names_columns(headers, self.language):
            headers = {column: header for column, header in headers.items() if column}
        self._headers = headers
        dated = {column for column, header in headers.items() if column_of(header, self.language) == "date"}
        cells = []
        for cell, statements in parts:
            header = "" if cell.header else headers.get(cell.column, "")
            is_dated = bool(header) and cell.column in dated
            read = [self._reading(each, document, reference, header, is_dated=is_dated) for each in statements]
            cells.append((cell, read))
        return with_score_columns(cells)

    def _reading(
        self,
        statement: Statement,
        document: Document,
        reference: dt.date | None,
        header: str = "",
        *,
        is_dated: bool = False,
    ) -> Reading:
        text = statement.text
        values = read_values(
            parted_text(statement),
            lang=self.language.code,
            reference=reference,
            date_order=self._date_order,
            field="date" if is_dated else "",
        )
        for problem in values.problems:
            self.problems.append(replace(problem, source=document.source, page=statement.page))
        line = NameLine(text, self.language, header, tuple(links_of(statement)))
        found = self._names.find(line)
        return Reading(
            statement,
            found.names,
            line.titles,
            _dates(statement, values.mentions),
            tuple(mention for mention in values.mentions if isinstance(mention.value, Quantity)),
            found.nested,
            line,
        )

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
        return EntityRef("model", text, reading.evidence(mention.span), candidates, trailing_version(text))


def _dates(statement: Statement, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the dates of a statement, with that in which a line of news begins."""
    dates = [mention for mention in mentions if isinstance(mention.value, DateValue)]
    words = statement.language.words("releases", "leading")
    if statement.kind in _DATED and (first := leading_date(statement.text, words)):
        dates = dates if any(first.span.overlaps(each.span) for each in dates) else [first, *dates]
    return tuple(dates)


class _RawSection(NamedTuple):
    """A section whose lines were read each by itself."""

    section: Section
    readings: Sequence[Reading]
    tables: list[tuple[Table, list[tuple[Cell, list[Reading]]]]]

    @property
    def all(self) -> Iterator[Reading]:
        """All of its lines, those of its tables too."""
        yield from self.readings
        yield from (reading for _, cells in self.tables for _, readings in cells for reading in readings)

    def changed(self, change: Callable[[Reading], Reading]) -> _RawSection:
        """Return the section with each of its lines changed."""
        tables = [
            (table, [(cell, [change(each) for each in readings]) for cell, readings in cells])
            for table, cells in self.tables
        ]
        return _RawSection(self.section, [change(each) for each in self.readings], tables)


def _with_names(reading: Reading, names: Sequence[Mention]) -> Reading:
    """Return a line with these names; most lines keep those that they have."""
    return reading if list(names) == list(reading.names) else replace(reading, names=tuple(names))


def _table(
    section: Section,
    table: Table,
    cells: list[tuple[Cell, list[Reading]]],
    reference: dt.date | None,
    year: int | None,
    above: TableReading | None,
) -> TableReading:
    usual = usual_year([reading for _, readings in cells for reading in readings]) or year
    read = []
    for cell, readings in cells:
        dated = tuple(with_year(reading, usual, reference) for reading in readings)
        read.append(CellReading(cell.row, cell.column, cell.row_span, cell.column_span, cell.header, dated))
    caption = table.caption.of(section.page.text) if table.caption else above.caption if above else section.title
    return TableReading(table, section.page.number, caption, tuple(read), above)


def _lead(section: Section, table: Table, readings: Sequence[Reading]) -> Reading | None:
    """Return the statement right before a table in its section, None if another table stands between."""
    start = _start(table)
    before = [(each.statement.raw(0, 1).start, number) for number, each in enumerate(readings)]
    place, number = max((each for each in before if each[0] < start), default=(0, -1))
    between = any(place < _start(other) < start for other in section.tables)
    return None if number < 0 or between else readings[number]


def _start(table: Table) -> int:
    return min((line.start for cell in table.cells for line in cell.lines), default=0)
