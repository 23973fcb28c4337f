"""The places that state the row of a change, in the order in which a reviewer should look at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.review.app.both_sides import AFTER, BEFORE, BothSides, Place
from extract.review.app.marks import Piece, context
from extract.review.app.workspace import Snapshot
from extract.review.change import ADDED, REMOVED, Change

JUDGED = 5
"""So many places of the side that is judged are shown at once; a verdict rests on these, and on no place that was folded away."""
_FOLDED = 15
_PDF = "application/pdf"


@dataclass(frozen=True)
class Picture:
    """A page with boxes: its size in points, and x, y, width and height of each box."""

    document: str
    page: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class Shown:
    """A place of evidence as it is shown.

    Attributes:
        sides: ``before``, ``after`` or both.
        pieces: the quote in its context.
        picture: None where the document is no PDF or the place has no box.
    """

    place: Place
    sides: tuple[str, ...]
    pieces: tuple[Piece, ...]
    picture: Picture | None


def sides_of(change: Change) -> tuple[tuple[str, str], ...]:
    """Return on which sides the row of a change is, each with the row's key there."""
    before = () if change.kind == ADDED else ((BEFORE, change.row_id_before or change.row_id),)
    after = () if change.kind == REMOVED else ((AFTER, change.row_id),)
    return before + after


def judged_side(change: Change) -> tuple[str, str]:
    """Return the side whose evidence a verdict rests on, with the row's key there: the candidate, of a removed row the other."""
    return sides_of(change)[-1]


def judged_places(change: Change, places: Mapping[str, Sequence[Place]]) -> list[Place]:
    """Return the places on which a verdict rests: the first on the judged side, what the other side lacks before all.

    Args:
        change: the change.
        places: by side the evidence of its row, the main places first.
    """
    judged, _ = judged_side(change)
    known = {_where(place) for side, found in places.items() if side != judged for place in found}
    return sorted(places.get(judged, ()), key=lambda place: _where(place) in known)[:JUDGED]


def evidence(snapshot: Snapshot, sides: BothSides, change: Change) -> tuple[list[Shown], list[Shown], int]:
    """Return what is shown at once, what is folded away, and how many more places there are."""
    places = {side: sides.places(side, change.dataset, row_id) for side, row_id in sides_of(change)}
    found: dict[tuple[Any, ...], tuple[Place, list[str]]] = {}
    for place in judged_places(change, places):
        found[_where(place)] = place, []
    for side in (AFTER, BEFORE):
        for place in places.get(side, ()):
            found.setdefault(_where(place), (place, []))[1].append(side)
    listed = list(found.values())
    first, rest = listed[:JUDGED], sorted(listed[JUDGED:], key=lambda each: len(each[1]))
    shown, folded = (
        [_shown(snapshot, sides, place, tuple(on), found) for place, on in some] for some in (first, rest[:_FOLDED])
    )
    return shown, folded, max(0, len(rest) - _FOLDED)


def _where(place: Place) -> tuple[Any, ...]:
    return place.document_id, place.page, place.start, place.end, place.quote


def _shown(snapshot: Snapshot, sides: BothSides, place: Place, on: tuple[str, ...], found: Iterable[Any]) -> Shown:
    page = sides.page(on[0], place.document_id, place.page)
    text = page.text if page else place.quote
    start, end = (place.start, place.end) if page else (0, len(text))
    others = [(key[2], key[3]) for key in found if key[:2] == (place.document_id, place.page)]
    document = snapshot.documents.get(place.document_id)
    picture = None
    if page and page.width and page.height and document and document["media_type"] == _PDF:
        boxes = [place.bbox] if place.bbox else []
        picture = Picture(
            place.document_id,
            place.page,
            page.width,
            page.height,
            tuple((x0, top, max(0.0, x1 - x0), max(0.0, bottom - top)) for x0, top, x1, bottom in boxes),
        )
    return Shown(place, on, context(text, start, end, others), picture)
