"""Suggestions that two names are one thing (the dataset ``links``), as far as nobody has decided on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.datasets.entity_rows import ENTITY_DATASETS
from extract.datasets.schema import Row
from extract.ids import name_key
from extract.review.app.both_sides import AFTER, BothSides
from extract.review.app.marks import Piece, context
from extract.sources.verdict_lines import named
from extract.sources.verdicts import Verdict

_PLACES = 2


@dataclass(frozen=True)
class Mentioned:
    """A place that names a thing: its document, its page, and the name in its context."""

    document: str
    page: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Suggestion:
    """A row of ``links`` with the first places that name the new thing and the known one."""

    row: Row
    new: tuple[Mentioned, ...]
    known: tuple[Mentioned, ...]


def undecided(sides: BothSides, verdicts: Iterable[Verdict]) -> tuple[Row, ...]:
    """Return the suggestions of the candidate that no verdict is on, those for which most speaks first."""
    decided = {frozenset((_reference(each.one), _reference(each.other))) for each in verdicts}
    rows = [row for row in sides.rows(AFTER, "links", "true", []) if decided.isdisjoint(_pairs(row))]
    return tuple(sorted(rows, key=lambda row: (-row["score"], row["entity_type"], row["name"], row["link_id"])))


def with_places(sides: BothSides, rows: Iterable[Row]) -> list[Suggestion]:
    """Return suggestions with places that name both things."""
    return [
        Suggestion(row, *(_mentioned(sides, row["entity_type"], row[key]) for key in ("entity_id", "candidate_id")))
        for row in rows
    ]


def _mentioned(sides: BothSides, entity_type: str, entity: str) -> tuple[Mentioned, ...]:
    found = []
    for place in sides.places_anywhere(AFTER, ENTITY_DATASETS[entity_type], entity, _PLACES):
        page = sides.page(AFTER, place.document_id, place.page)
        pieces = context(page.text, place.start, place.end) if page else (Piece(place.quote, "quote"),)
        found.append(Mentioned(place.document_id, place.page, pieces))
    return tuple(found)


def _pairs(row: Row) -> set[frozenset[str]]:
    """Return all ways in which a verdict may name both."""
    one, other = (
        (row[key], f"{row['entity_type']}:{name_key(row[name])}")
        for key, name in (("entity_id", "name"), ("candidate_id", "candidate"))
    )
    return {frozenset((left, right)) for left in one for right in other}


def _reference(given: str) -> str:
    found = named(given)
    return f"{found[0]}:{name_key(found[1])}" if found else given
