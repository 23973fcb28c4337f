"""Tables that list models: which cell of a row names its model, and who made it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef
from extract.claims.model_cells import holds_no_name, listed_models, names_nothing, pieces
from extract.claims.model_mentions import LONGEST_NAME, bare_name, cell_models
from extract.claims.model_rows import model_rows
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, Reading, TableReading
from extract.text import Span

_MORE_WORDS = re.compile(r"(?: [A-Z][A-Za-z]+){1,3}")  # what makes a known name that of a part of it: Abc Research Labs
_ABBREVIATED = re.compile(r"(?:Inc|Ltd|Co|Corp|LLC)\b\.?")  # behind a comma these belong to the name before it
_PART = re.compile(r"[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3}")  # a maker among others that no list has
_MOST_MAKERS = 4


class ModelTable:
    """A table whose rows may be about models.

    Args:
        table: the table.
        reader: knows the names and the language.
    """

    def __init__(self, table: TableReading, reader: Reader) -> None:
        self._table = table
        self._reader = reader
        self._rows = model_rows(table, reader.language)
        self.roles = self._rows.roles

    def models(self, row: int) -> list[EntityRef]:
        """Return the models that a row is about, in order."""
        cell = self._rows.name_cell(row)
        if cell is None:
            return []
        return list(self._joined(cell, row)) if holds_no_name(cell) else self._named(cell)

    def makers(self, row: int) -> list[EntityRef]:
        """Return who made the models of a row, as its cell of organizations names them.

        Where the first column lists things that use the models of a later one, the maker is theirs, not that of the models.
        """
        column = self.roles.get("organization")
        cell = self._table.at(row, column) if column is not None else None
        if cell is None or self._rows.uses_models(row):
            return []
        return organizations_of(cell, self._reader)

    def is_offered(self, model: EntityRef, maker: EntityRef) -> bool:
        """Return whether an organization only offers a model that is known to be of others, under a header that may say so."""
        finder = self._reader.finder
        header = self._table.header(self.roles["organization"]).strip()
        known = model.candidates or finder.candidates(model.name)
        makers = {each for candidate in known for each in finder.makers(candidate)}
        may_offer = header.endswith(self._reader.language.words("headers", "providers"))
        return may_offer and bool(makers) and not makers & set(maker.candidates)

    def _named(self, cell: CellReading) -> list[EntityRef]:
        """Return the models that a cell names, by a name's form or because the cell holds nothing but a name."""
        listed = listed_models(cell, self._reader.language)
        whole = list(cell_models(cell, self._reader))
        if len(listed) == 1 == len(whole) and whole[0].evidence.span.start < listed[0].evidence.span.start:
            return whole  # of a maker's own model of a kind the maker is a part of the name
        if listed:
            return listed
        parts = [span.of(reading.text) for reading in cell.readings for span in pieces(reading.text)]
        none = self._reader.language.words("names", "no_name_cells")
        if len(parts) != 1 or names_nothing(parts[0]) or parts[0].endswith(none):
            return []
        return whole

    def _joined(self, cell: CellReading, row: int) -> Iterator[EntityRef]:
        """Yield the models that a cell names by their versions alone, where the maker's name goes before: 甲 | V3 / R1."""
        column = self.roles.get("organization")
        makers = self._table.at(row, column) if column is not None else None
        family = makers.text.strip() if makers and len(makers.readings) == 1 else ""
        finder = self._reader.finder
        is_family = any(finder.entity_type(each) == "model" for each in finder.candidates(family))
        for reading in cell.readings if family else ():
            for span in pieces(reading.text):
                name = f"{family} {span.of(reading.text)}"
                known = tuple(each for each in finder.candidates(name) if finder.entity_type(each) == "model")
                if known or (is_family and re.match(r"[A-Za-z]?\d", span.of(reading.text))):
                    yield EntityRef("model", name, reading.evidence(span), known)


def organizations_of(cell: CellReading, reader: Reader) -> list[EntityRef]:
    """Return the organizations that a cell of makers names: known ones, or its whole text if it is short."""
    if not cell.readings or cell.text.strip() in reader.language.words("headers", "nobody"):
        return []
    if not any(reading.names_of("organization") for reading in cell.readings) and cell.readings[0].names_of("model"):
        return []  # a family of models that the model of the row is of
    parts = [(reading, span) for reading in cell.readings for span in _parts(reading)]
    if 1 < len(parts) <= _MOST_MAKERS and (listed := _listed(parts)):
        return listed
    one = _organization(cell)
    return [one] if one else []


def _parts(reading: Reading) -> Iterator[Span]:
    """Yield the ranges between the marks of a list of makers; a short form of a company behind a comma is a part of its name."""
    found: list[Span] = []
    for span in pieces(reading.text):
        if found and _ABBREVIATED.fullmatch(span.of(reading.text)):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    yield from found


def _listed(parts: list[tuple[Reading, Span]]) -> list[EntityRef]:
    """Return the makers of a list in which at least one is known, or all have the form of names; none of them twice."""
    found: list[EntityRef] = []
    for reading, span in parts:
        known = reading.names_of("organization", within=span)
        if known:
            ref = reading.ref(known[0])
        elif reading.names_of("model", within=span) or not _PART.fullmatch(span.of(reading.text)):
            continue
        else:
            ref = EntityRef("organization", span.of(reading.text), reading.evidence(span))
        if not any(ref.name == each.name or (ref.candidates and ref.candidates == each.candidates) for each in found):
            found.append(ref)
    return found


def _organization(cell: CellReading) -> EntityRef | None:
    known = [(r, m) for r in cell.readings for m in r.names_of("organization")]
    reading = cell.readings[0]
    bare = bare_name(reading)
    if known:
        first, name = known[0]
        goes_on = bare and first is reading and name.span.start == bare.start and len(known) == 1
        if not (goes_on and _MORE_WORDS.fullmatch(reading.text, name.span.end, bare.end if bare else 0)):
            return first.ref(name)
    if bare is None or len(cell.readings) > 1 or bare.end - bare.start > LONGEST_NAME:
        return None
    return EntityRef("organization", bare.of(reading.text), reading.evidence(bare))
