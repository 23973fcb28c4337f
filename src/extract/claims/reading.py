"""Sections with their mentions: what the claim finders read, names, quotations, dates and quantities by statement."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract.claims.claim import EntityRef, Evidence
from extract.documents.document import BlockKind, Document, Table
from extract.errors import Problem
from extract.lang.language import Language
from extract.mentions.mention import DateValue, Mention, Name, Quantity
from extract.mentions.model_names import find_model_names
from extract.mentions.names import NameFinder, normal_version
from extract.mentions.titles import find_titles
from extract.mentions.values import read_values
from extract.segments import Section, Statement, cell_statements, segment
from extract.text import Span

_FIRST_LINES, _LONGEST_DATE_LINE = 8, 40  # statements, characters: where and how a document dates itself
_LONGEST_SUBJECT = 16  # characters of a heading that is nothing but a name


@dataclass(frozen=True)
class Reading:
    """A statement and its mentions; their spans count in the statement's cleaned text.

    Attributes:
        names: known names, and model names known by their form.
        titles: what stands in quotation marks.
        dates: values are `DateValue`; a year that the text leaves out came from the context.
        quantities: values are `Quantity`.
    """

    statement: Statement
    names: tuple[Mention, ...]
    titles: tuple[Mention, ...]
    dates: tuple[Mention, ...]
    quantities: tuple[Mention, ...]

    @property
    def text(self) -> str:
        """The statement's cleaned text."""
        return self.statement.text

    def evidence(self, span: Span) -> Evidence:
        """Return the place in the page of a range of the cleaned text."""
        return Evidence(self.statement.page, self.statement.raw(*span))

    def whole(self) -> Evidence:
        """Return the place of the whole statement."""
        return self.evidence(Span(0, len(self.text)))

    def names_of(self, *entity_types: str, within: Span | None = None) -> tuple[Mention, ...]:
        """Return the names of the given types, in order; only those within a span if one is given."""
        return tuple(
            mention
            for mention in self.names
            if isinstance(mention.value, Name)
            and mention.value.entity_type in entity_types
            and (within is None or within.covers(mention.span))
        )

    def ref(self, mention: Mention, entity_type: str | None = None) -> EntityRef:
        """Return the reference to the entity that a name or quotation names.

        Args:
            mention: a mention of this reading whose value is a `Name` or a `Title`.
            entity_type: the type that the context proves, if it differs from that of the known name.
        """
        value = mention.value
        if isinstance(value, Name):
            wanted = entity_type or value.entity_type
            known = value.candidates if wanted == value.entity_type else ()
            return EntityRef(wanted, mention.text, self.evidence(mention.span), known, value.version)
        return EntityRef(entity_type or "other", mention.text, self.evidence(mention.span))


@dataclass(frozen=True)
class CellReading:
    """One cell of a table with its statements; `row` and `column` are the cell's first."""

    row: int
    column: int
    row_span: int
    column_span: int
    header: bool
    readings: tuple[Reading, ...]

    @property
    def text(self) -> str:
        """The cell's cleaned text, its statements parted by a space."""
        return " ".join(reading.text for reading in self.readings)


@dataclass(frozen=True)
class TableReading:
    """A table with its cells read, in the order of rows and columns."""

    table: Table
    page: int
    caption: str
    cells: tuple[CellReading, ...]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def columns(self) -> int:
        """The number of columns."""
        return max(cell.column + cell.column_span for cell in self.cells)

    def at(self, row: int, column: int) -> CellReading | None:
        """Return the cell that covers a place, merged cells included."""
        return self._by_place.get((row, column))

    def header(self, column: int) -> str:
        """Return the text of the header cells above a column, parted by a space."""
        seen: list[CellReading] = []
        for row in range(self.rows):
            cell = self.at(row, column)
            if cell is not None and cell.header and not any(cell is other for other in seen):
                seen.append(cell)
        return " ".join(cell.text for cell in seen)

    def body_rows(self) -> Iterator[int]:
        """Yield the rows that are not headers."""
        for row in range(self.rows):
            if not any(cell.header for cell in self.cells if cell.row == row):
                yield row

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], CellReading]:
        places: dict[tuple[int, int], CellReading] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    places.setdefault((row, column), cell)
        return places


@dataclass(frozen=True)
class SectionReading:
    """A section with its statements and tables read.

    Attributes:
        subject: the entity that the section is about by its titles and headings, if they name one.
        model: the first model that the titles and headings name: whose sizes the section states if it names no other.
    """

    section: Section
    heading: tuple[Reading, ...]
    readings: tuple[Reading, ...]
    tables: tuple[TableReading, ...]
    subject: EntityRef | None
    model: EntityRef | None

    @property
    def title(self) -> str:
        """The titles and headings in one line."""
        return self.section.title


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

    def read(self, document: Document) -> Iterator[SectionReading]:
        """Yield the sections of `document`, read; unreadable values are collected in `problems`."""
        reference = _reference(document.published)
        for section in segment(document, self.language):
            heading = tuple(self._reading(each, document, reference) for each in section.heading)
            raw = [self._reading(each, document, reference) for each in section.statements]
            usual = _usual_year([*raw])
            year = next((value for reading in reversed(heading) for value in _years(reading)), usual)
            readings = []
            for reading in raw:
                # Prose goes on from the year stated last; a bullet or label of a slide has no such order.
                in_prose = reading.statement.kind is BlockKind.PARAGRAPH and not reading.statement.box
                readings.append(_with_year(reading, year if in_prose else usual or year, reference))
                year = next(reversed(list(_years(reading))), year)
            tables = tuple(self._table(section, table, document, reference, year) for table in section.tables)
            yield SectionReading(
                section, heading, tuple(readings), tables, _subject(heading, self.language), _model(heading)
            )

    def _reading(self, statement: Statement, document: Document, reference: dt.date | None) -> Reading:
        text = statement.text
        values = read_values(text, lang=self.language.code, reference=reference)
        self.problems.extend(
            replace(problem, source=document.source, page=statement.page) for problem in values.problems
        )
        names = self.finder.find(text, self.language.tokenize(text), self.language)
        by_form = [each for each in find_model_names(text) if not any(each.span.overlaps(name.span) for name in names)]
        by_form += [
            each
            for each in find_model_names(text)
            for name in names
            if each.span.covers(name.span) and each.span != name.span
        ]
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
        raw = [
            (
                cell,
                [
                    self._reading(each, document, reference)
                    for each in cell_statements(section.page, cell, self.language)
                ],
            )
            for cell in sorted(table.cells, key=lambda each: (each.row, each.column))
        ]
        usual = _usual_year([reading for _, readings in raw for reading in readings]) or year
        cells = [
            CellReading(
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                cell.header,
                tuple(_with_year(reading, usual, reference) for reading in readings),
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
        inside = [name for name in reading.names_of("model") if mention.span.covers(name.span)]
        if inside and inside[0].span == mention.span:
            return reading.ref(replace(inside[0], text=text), "model")
        if inside and not text[: inside[0].span.start - mention.span.start].strip("·・- "):
            rest = text[inside[0].span.end - mention.span.start :].strip(" ·・-")
            if not rest:
                return reading.ref(replace(inside[0], span=mention.span, text=text), "model")
        candidates = tuple(each for each in self.finder.candidates(text) if self.finder.entity_type(each) == "model")
        return EntityRef("model", text, reading.evidence(mention.span), candidates, _trailing_version(text))


def _trailing_version(name: str) -> str:
    """Return the version at the end of a name that no list has: ``3.5`` of 天工3.5; a number without a dot is none."""
    match = re.search(r"(?<=[^\d.])[Vv]?(\d{1,2}(?:\.\d{1,2}){1,2})$", name)
    return normal_version(match[1]) if match else ""


def _reference(published: str) -> dt.date | None:
    """Return the document's own date as the moment that its 今年 and 6月9日 count from."""
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", published)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        return dt.date(year, month or 12, day or (1 if month else 31))
    except ValueError:
        return None


def _years(reading: Reading) -> Iterator[int]:
    for mention in reading.dates:
        value = mention.value
        if isinstance(value, DateValue) and not value.inferred and value.earliest and value.latest:
            if value.earliest.year == value.latest.year:
                yield value.earliest.year


def _usual_year(readings: Sequence[Reading]) -> int | None:
    """Return the year that most dates with a month are of, the latest one of several: what an undated 6月9日 belongs to."""
    counted = Counter(
        value.earliest.year
        for reading in readings
        for mention in reading.dates
        if isinstance(value := mention.value, DateValue)
        and not value.inferred
        and value.earliest
        and re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", value.edtf)
    )
    return max(counted, key=lambda year: (counted[year], year), default=None)


def _with_year(reading: Reading, year: int | None, reference: dt.date | None) -> Reading:
    """Give dates without a year the one stated before them in the statement, else by the document's own date or context.

    A document that says when it was written means the day nearest to that: 12月20日 in January is last year's.
    """
    dates = []
    stated: int | None = None
    ends = [sentence.end for sentence in reading.statement.sentences()]
    number = 0
    for mention in reading.dates:
        value = mention.value
        assert isinstance(value, DateValue)
        while number < len(ends) - 1 and ends[number] <= mention.span.start:
            number += 1
            stated = None if reference else stated  # beyond its sentence the document's own date is the better guide
        if not value.inferred:
            stated = next(_years(replace(reading, dates=(mention,))), stated)
        elif "/" not in value.edtf and value.bound == "exact":
            if stated is not None or reference is None:
                fitting = stated if stated is not None else year
                value = _dated(value, fitting) if fitting is not None else value
            else:
                value = _nearest(value, reference)
        dates.append(replace(mention, value=value))
    return replace(reading, dates=tuple(dates))


def _nearest(value: DateValue, reference: dt.date) -> DateValue:
    readings = [_dated(value, reference.year + offset) for offset in (-1, 0, 1)]
    dated = [each for each in readings if each.earliest]
    return min(dated, key=lambda each: abs(((each.earliest or reference) - reference).days), default=value)


def _dated(value: DateValue, year: int) -> DateValue:
    """Return the same day or month of another year; a day that the year does not have stays as it is."""
    month, day = ([*value.edtf.split("-")[1:], "", ""])[:2]
    if not month.isdigit() or not 1 <= int(month) <= 12 or (day and not day.isdigit()):
        return value
    try:
        first = dt.date(year, int(month), int(day) if day else 1)
    except ValueError:
        return value
    last = first if day else (dt.date(year + int(month) // 12, int(month) % 12 + 1, 1) - dt.timedelta(days=1))
    edtf = f"{year:04d}-{month}" + (f"-{day}" if day else "")
    return DateValue(edtf, first, last, True, value.bound)


def _model(heading: Sequence[Reading]) -> EntityRef | None:
    named = [reading.ref(mention) for reading in reversed(heading) for mention in reading.names_of("model")]
    return named[0] if named else None


def own_date(document: Document, language: Language) -> str:
    """Return the date by which a document dates itself in a short line on its first page (EDTF), empty if there is none."""
    statements = [each for section in segment(document, language) for each in section.statements if each.page == 1]
    for statement in statements[:_FIRST_LINES]:
        if len(statement.text) <= _LONGEST_DATE_LINE and not re.search(r"[「“《。]", statement.text):
            for mention in read_values(statement.text, lang=language.code).mentions:
                value = mention.value
                if (
                    isinstance(value, DateValue)
                    and not value.inferred
                    and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value.edtf)
                ):
                    return value.edtf
    return ""


def is_topic(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a sentence is about the name: by the particle behind it or, as the language has it, its first place."""
    rules = language.rules["names"]["topic"]
    behind = reading.text[mention.outer.end :].lstrip("」』”》) ")
    before = reading.text[: mention.outer.start]
    if is_circumstance(reading, mention, language):
        return False
    return behind.startswith(tuple(rules["behind"])) or (bool(rules["at_start"]) and not before.strip("「『“《 "))


def is_circumstance(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a name only says where, with what or when: Hugging Face上で, 在ModelScope和Hugging Face."""
    rules = language.rules["names"]["topic"]
    behind = reading.text[mention.outer.end :].lstrip("」』”》) ")
    clause = re.split(r"[,;。]", reading.text[: mention.outer.start])[-1]
    return behind.startswith(tuple(rules["not_behind"])) or any(word in clause for word in rules["not_before"])


def in_brackets(text: str, span: Span) -> bool:
    """Return whether a range stands within round brackets."""
    before = text[: span.start]
    return before.count("(") > before.count(")")


def _subject(heading: Sequence[Reading], language: Language) -> EntityRef | None:
    """Return the organization or model that the innermost heading with a name is about: the one at its end, else its first.

    A short heading that ends like an organization's name (大学, 科技) is one, known or not.
    """
    suffixes = language.words("names", "organization_suffixes")
    for reading in reversed(heading):
        text = reading.text.rstrip("）)」』 ")
        named = reading.names_of("organization", "model", "product")
        at_end = [mention for mention in named if mention.span.end >= len(text)]
        topics = [mention for mention in named if is_topic(reading, mention, language)]
        if at_end or topics:
            return reading.ref((at_end or topics)[0])
        if 2 < len(text) <= _LONGEST_SUBJECT and text.endswith(suffixes) and not re.search(r"[、,をはがにの]", text):
            return EntityRef("organization", text, reading.evidence(Span(0, len(text))))
    return None
