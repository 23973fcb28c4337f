"""Sections with their mentions: what the claim finders read, names, quotations, dates and quantities by statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from extract.claims.claim import EntityRef, Evidence
from extract.claims.own_models import PageModel
from extract.documents.document import Table
from extract.lang.language import Language
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameLine
from extract.mentions.names import trailing_version
from extract.segments import Section, Statement
from extract.text import Span

_FIRST_LINES, _LONGEST_DATE_LINE = 8, 40  # statements, characters: where and how a document dates itself
POINTS = "anaphora."
"""Rules of words that point back at a name (同社) begin with it."""

_SURE_ENOUGH = 0.7  # of a name's confidence, below which nothing is said of it but that it is named
_LONGEST_SUBJECT = 16  # characters of a heading that is nothing but a name

_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Reading:
    """A statement and its mentions; their spans count in the statement's cleaned text.

    Attributes:
        names: the names, known and new, none overlapping another.
        titles: what stands in quotation marks.
        dates: values are `DateValue`; a year that the text leaves out came from the context.
        quantities: values are `Quantity`.
        nested: known places within the names of organizations.
        line: the statement as the finders of names saw it; what they made of it, such as its tokens, is made once.
    """

    statement: Statement
    names: tuple[Mention, ...]
    titles: tuple[Mention, ...]
    dates: tuple[Mention, ...]
    quantities: tuple[Mention, ...]
    nested: tuple[Mention, ...]
    line: NameLine = field(repr=False, compare=False)

    @cached_property
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
        """Return the names of the given types that are sure enough for a claim, in order; only those within a span."""
        if self._types.isdisjoint(entity_types):
            return ()
        return tuple(
            mention
            for mention, entity_type in self._sure_names
            if entity_type in entity_types and (within is None or within.covers(mention.span))
        )

    @cached_property
    def _types(self) -> frozenset[str]:
        """The types of these names: most lines have none of what is asked for."""
        return (
            frozenset(entity_type for _, entity_type in self._sure_names) if self.names or self.nested else frozenset()
        )

    @cached_property
    def _sure_names(self) -> tuple[tuple[Mention, str], ...]:
        """The names that are sure enough for a claim, in order, each with its type."""
        names = sorted((*self.names, *self.nested), key=lambda each: each.span) if self.nested else self.names
        return tuple(
            (mention, mention.value.entity_type)
            for mention in names
            if isinstance(mention.value, Name) and mention.confidence >= _SURE_ENOUGH
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
            other = (mention.text,) if value.full and not mention.rule.startswith(POINTS) else ()
            name = value.full or mention.text
            version = value.version or (trailing_version(name) if wanted == "model" and not known else "")
            return EntityRef(wanted, name, self.evidence(mention.span), known, version, other)
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

    @cached_property
    def text(self) -> str:
        """The cell's cleaned text, its statements parted by a space."""
        return " ".join(reading.text for reading in self.readings)


@dataclass(frozen=True)
class TableReading:
    """A table with its cells read, in the order of rows and columns.

    Attributes:
        above: the first part of a table that the end of a page cuts, if this is a later one; its headers hold here too.
        lead: the statement right before it in its section, which may say what it shows.
    """

    table: Table
    page: int
    caption: str
    cells: tuple[CellReading, ...]
    above: TableReading | None = None
    lead: Reading | None = None

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What was worked out about the table as a whole, see `once_a_table`."""
        return {}

    @cached_property
    def rows(self) -> int:
        """The number of rows."""
        return max(cell.row + cell.row_span for cell in self.cells)

    @cached_property
    def columns(self) -> int:
        """The number of columns."""
        return max(cell.column + cell.column_span for cell in self.cells)

    def at(self, row: int, column: int) -> CellReading | None:
        """Return the cell that covers a place, merged cells included."""
        return self._by_place.get((row, column))

    def header(self, column: int, above: int | None = None) -> str:
        """Return the text of the header cells over a column, parted by a space.

        Args:
            column: the column.
            above: a row, if the headers next above it are wanted; without it the first ones of the table.
        """
        place = column, self._header_rows(above)
        if place not in self._headers:
            self._headers[place] = self._header(*place)
        return self._headers[place]

    @cached_property
    def _headers(self) -> dict[tuple[int, tuple[int, ...]], str]:
        """The headers that were asked for, by column and rows."""
        return {}

    def _header(self, column: int, rows: Sequence[int]) -> str:
        seen: list[CellReading] = []
        for row in rows:
            cell = self.at(row, column)
            if cell is not None and cell.header and not any(cell is other for other in seen):
                seen.append(cell)
        if not seen and self.above is not None:
            return self.above.header(column)
        return " ".join(cell.text for cell in seen)

    def _header_rows(self, above: int | None) -> tuple[int, ...]:
        """Return the rows of nothing but headers that stand together first of all, or next above a row."""
        found: list[int] = []
        for row in self._whole_header_rows:
            if above is not None and row >= above:
                break
            if found and row != found[-1] + 1:
                if above is None:
                    break
                found = []
            found.append(row)
        return tuple(found)

    @cached_property
    def _whole_header_rows(self) -> list[int]:
        rows: dict[int, list[bool]] = {}
        for cell in self.cells:
            if cell.readings:
                for row in range(cell.row, cell.row + cell.row_span):
                    rows.setdefault(row, []).append(cell.header)
        return sorted(row for row, headers in rows.items() if all(headers))

    @cached_property
    def last_header_row(self) -> int:
        """The last of the rows of nothing but headers that open the table, the first row if none does."""
        heads = [row for number, row in enumerate(self._whole_header_rows) if row == number]
        return heads[-1] if heads and heads[-1] + 1 < self.rows else 0

    @cached_property
    def body_rows(self) -> tuple[int, ...]:
        """The rows that are not headers."""
        headed = {cell.row for cell in self.cells if cell.header}
        return tuple(row for row in range(self.rows) if row not in headed)

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], CellReading]:
        places: dict[tuple[int, int], CellReading] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    places.setdefault((row, column), cell)
        return places


def once_a_table(question: Callable[[TableReading, Language], _Answer]) -> Callable[[TableReading, Language], _Answer]:
    """Make a question about a whole table one that is worked out once, however many of its rows and cells ask it."""

    @wraps(question)
    def asked(table: TableReading, language: Language) -> _Answer:
        if question not in table.memo:
            table.memo[question] = question(table, language)
        answer: _Answer = table.memo[question]
        return answer

    return asked


@dataclass(frozen=True)
class SectionReading:
    """A section with its statements and tables read.

    Attributes:
        subject: the entity that the section is about by its titles and headings, if they name one.
        model: the first model that the titles and headings name: whose sizes the section states if it names no other.
        page_model: the model that the page is about, where neither a sentence nor a heading names it.
    """

    section: Section
    heading: tuple[Reading, ...]
    readings: tuple[Reading, ...]
    tables: tuple[TableReading, ...]
    subject: EntityRef | None
    model: EntityRef | None
    page_model: PageModel

    @property
    def title(self) -> str:
        """The titles and headings in one line."""
        return self.section.title
