"""Which models each row of a table is about, and whether its first column lists what uses them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from extract.claims.claim import EntityRef
from extract.claims.headers import column_of, columns_by_role, is_of_things
from extract.claims.model_cells import holds_no_name, listed_models, names_nothing, pieces
from extract.claims.reading import CellReading, TableReading, once_a_table
from extract.lang.language import Language

_FORM = re.compile(r"[A-Za-z][\w.@+/:-]*(?: [\w.@+:-]+){0,3}")  # letters of a name that no list has
_LONGEST = 40


class ModelRows:
    """A table whose rows may be about models.

    Args:
        table: the table.
        language: its language.
    """

    def __init__(self, table: TableReading, language: Language) -> None:
        self._table = table
        self._language = language
        self._listed: dict[int, tuple[EntityRef, ...]] = {}  # by rows: each cell of a row asks for its models

    @cached_property
    def roles(self) -> Mapping[str, int]:
        """The column of each role."""
        return columns_by_role(self._table, self._language)

    @cached_property
    def _of_things(self) -> bool:
        return bool(self.roles.get("model")) and is_of_things(self._table.header(0), self._language)

    def name_cell(self, row: int) -> CellReading | None:
        """Return the cell that names the models of a row, if it is filled."""
        column = self.roles.get("model")
        cell = self._table.at(row, column) if column is not None else None
        return None if cell is None or cell.header or not cell.readings else cell

    def listed(self, row: int) -> tuple[EntityRef, ...]:
        """Return the models that a row is about, in order, where their names are known or have the form of one."""
        if row not in self._listed:
            cell = self.name_cell(row)
            models = listed_models(cell, self._language) if cell else []
            new = self._new(cell) if cell and not models else None
            self._listed[row] = (new,) if new else tuple(models)
        return self._listed[row]

    def uses_models(self, row: int) -> bool:
        """Return whether a row is about a thing in its first cell that uses the models of a later one: a tool, a service."""
        first, column = self._table.at(row, 0), self.roles.get("model")
        cell = self._table.at(row, column) if column else None
        if not self._of_things or first is None or cell is None or holds_no_name(cell):
            return False
        return not listed_models(first, self._language)

    @cached_property
    def are_choices(self) -> bool:
        """Whether the rows tell which model is chosen for what, so that an amount beside one may be that of the choice."""
        return bool(self.roles.get("model")) and self._table.header(0).strip().endswith(
            self._language.words("headers", "uses")
        )

    def lists_variants(self, column: int) -> bool:
        """Return whether a column with a header of models lists the sizes and variants of those that another column names."""
        name = self.roles.get("model")
        return name not in (None, column) and column_of(self._table.header(column), self._language) == "model"

    def _new(self, cell: CellReading) -> EntityRef | None:
        """Return the model that fills a cell with letters of a name, though nothing else says that it is one."""
        if len(cell.readings) != 1:
            return None
        reading, found = cell.readings[0], list(pieces(cell.readings[0].text))
        if len(found) != 1 or len(cell.text) > _LONGEST:
            return None
        name = found[0].of(reading.text)
        if not _FORM.fullmatch(name) or names_nothing(name) or reading.names_of("organization", within=found[0]):
            return None
        return EntityRef("model", name, reading.evidence(found[0]))


@once_a_table
def model_rows(table: TableReading, language: Language) -> ModelRows:
    """Return which models each row of a table is about."""
    return ModelRows(table, language)
