"""Tables that count data: kinds or sets of data, one a row, and how much there is of each, as models learned from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from extract.claims.claim import EntityRef
from extract.claims.figure_phrases import is_name_like
from extract.claims.headers import columns_by_role
from extract.claims.metrics import metric_words
from extract.claims.reading import CellReading, TableReading
from extract.claims.table_subjects import named
from extract.lang.language import Language

_UNIT = re.compile(r"\s*[(\[][^()\[\]]{1,8}[)\]]$")  # behind a header: 数量(条)
_LATIN_NAME = re.compile(r"[A-Za-z][\w.+/&-]*(?: [\w.+/&-]+){0,4}")
_MOST = 0.5  # of the cells: so many must name data for what the table counts to be data


class DataTable:
    """A table whose rows may be data, with columns that say how much there is of each.

    Args:
        table: the table.
        language: its language.
    """

    def __init__(self, table: TableReading, language: Language) -> None:
        self._table, self._language = table, language

    def counts(self, column: int) -> str:
        """Return the word that says that a column counts data, empty if it does not.

        Args:
            column: the column.
        """
        header = _UNIT.sub("", self._table.header(column).strip())
        if column == 0 or not self._names:
            return ""
        sized = any(
            each.name == "dataset_size" and each.span.of(header) == header
            for each in metric_words(header, self._language)
        )
        return header if sized or header in self._language.words("figures", "amount_headers") else ""

    def subject(self, row: int) -> EntityRef | None:
        """Return the data of a row, by the last of its names that is of this row alone; None for a sum or a sentence.

        Args:
            row: which row.
        """
        found: EntityRef | None = None
        is_own = False  # whether it stands in a cell of this row alone
        for column in self._names:
            cell = self._table.at(row, column)
            if cell is None or cell.header or (is_own and cell.row_span > 1):
                continue
            is_source = self._is_source(column) and not all(map(self._is_source, self._names))
            if entity := self._named(cell, is_source=is_source):
                found, is_own = entity, cell.row_span == 1
        return found

    @cached_property
    def _names(self) -> tuple[int, ...]:
        """The columns that name the data of the rows, none if the table is not one of data."""
        table, language = self._table, self._language
        columns = [column for column in range(table.columns) if self._is_of_names(column)]
        if not columns or columns_by_role(table, language).get("model") is not None:
            return ()
        told = re.compile(language.any_of("figures", "learns"))
        is_of_data = table.caption.endswith(language.words("relations", "dataset_nouns"))
        if (
            is_of_data
            or told.search(table.caption)
            or (table.lead and told.search(table.lead.text))
            or self._name_data(columns)
        ):
            return tuple(columns)
        return ()

    def _is_of_names(self, column: int) -> bool:
        header = self._table.header(column).strip()
        words = (
            *self._language.words("figures", "data_kind_headers"),
            *self._language.words("figures", "data_language_headers"),
            *self._language.words("relations", "dataset_headers"),
            *self._language.words("headers", "things"),
        )
        return header in words

    def _name_data(self, columns: list[int]) -> bool:
        """Return whether most of the names themselves are said to be data."""
        texts = [cell.text for column in columns for cell in self._cells(column)]
        ends = self._language.words("figures", "data_ends")
        return bool(texts) and sum(text.endswith(ends) for text in texts) > _MOST * len(texts)

    def _cells(self, column: int) -> Iterator[CellReading]:
        for row in self._table.body_rows:
            if (cell := self._table.at(row, column)) and cell.readings:
                yield cell

    def _is_source(self, column: int) -> bool:
        return self._table.header(column).strip() in self._language.words("figures", "source_headers")

    def _named(self, cell: CellReading, *, is_source: bool) -> EntityRef | None:
        """Return what a cell names: a known data set, or a word or name of any form; where data come from only by a name."""
        if entity := named(cell, "product"):
            return entity
        text = cell.text.strip(" *†‡")
        if len(cell.readings) != 1 or text in self._language.words("names", "no_name_cells"):
            return None
        is_word = is_name_like(text, self._language) and not is_source
        return EntityRef("other", text, cell.readings[0].whole()) if is_word or _LATIN_NAME.fullmatch(text) else None
