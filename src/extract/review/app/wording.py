"""Lines for ``sources/verdicts.jsonl`` made of what a reviewer chose and saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from extract.review.app.both_sides import BothSides, Place
from extract.review.app.evidence import judged_places, judged_side, sides_of
from extract.review.change import Change
from extract.sources.verdict_lines import UNDO
from extract.sources.verdicts import line_key

Line = dict[str, Any]


class Correction(NamedTuple):
    """What is right in a column: what the candidate has there, and what it should have, both as in CSV; None for no value."""

    column: str
    stated: str | None
    right: str | None


def now() -> str:
    """Return the time as verdicts have it: UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def change_line(
    sides: BothSides,
    change: Change,
    verdict: str,
    reviewer: str,
    note: str,
    time: str,
    correction: Correction | None = None,
) -> Line:
    """Return the line of a verdict on one change, with the evidence that its page shows.

    Args:
        sides: both versions.
        change: the change.
        verdict: ``accept``, ``reject`` or ``correct``.
        reviewer: who says so.
        note: what was added, or empty.
        time: when.
        correction: of ``correct`` alone.
    """
    places = {side: sides.places(side, change.dataset, row_id) for side, row_id in sides_of(change)}
    seen = judged_places(change, places)
    side, _ = judged_side(change)
    pages = {key: sides.page(side, *key) for key in {(each.document_id, each.page) for each in seen}}
    line = _line(change, verdict, reviewer, note, time, seen, {key: page.text for key, page in pages.items() if page})
    if correction:
        line |= {"field": correction.column, "after": correction.stated, "value": correction.right}
    return line


def group_lines(
    sides: BothSides, changes: Sequence[Change], verdict: str, reviewer: str, note: str, time: str
) -> list[Line]:
    """Return the lines of one verdict on many changes; the files are read once for all of them."""
    rows: dict[str, set[tuple[str, str]]] = {}
    for change in changes:
        for side, row_id in sides_of(change):
            rows.setdefault(side, set()).add((change.dataset, row_id))
    places = {side: sides.places_of_all(side, of_side) for side, of_side in rows.items()}
    texts = {side: sides.texts(side) for side in rows}
    lines = []
    for change in changes:
        of_row = {side: places[side][change.dataset, row_id] for side, row_id in sides_of(change)}
        seen = judged_places(change, of_row)
        lines.append(_line(change, verdict, reviewer, note, time, seen, texts[judged_side(change)[0]]))
    return lines


def undo_line(verdict_id: str, reviewer: str, note: str, time: str) -> Line:
    """Return the line that takes another back."""
    return _with_note({"verdict": UNDO, "of": verdict_id, "reviewer": reviewer, "time": time}, note)


def identity_line(verdict: str, one: str, other: str, reviewer: str, note: str, time: str) -> Line:
    """Return the line that two ids are one thing (``same``) or two (``different``)."""
    return _with_note({"verdict": verdict, "one": one, "other": other, "reviewer": reviewer, "time": time}, note)


def _line(
    change: Change,
    verdict: str,
    reviewer: str,
    note: str,
    time: str,
    seen: Sequence[Place],
    texts: Mapping[tuple[str, int], str],
) -> Line:
    line = {
        "verdict": verdict,
        "dataset": change.dataset,
        "row": change.row_id,
        "row_before": change.row_id_before,
        "kind": change.kind,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "evidence": _seen(seen, texts),
        "reviewer": reviewer,
        "time": time,
    }
    return _with_note(line, note)


def _with_note(line: Line, note: str) -> Line:
    return {**line, "note": note} if note else line


def _seen(places: Sequence[Place], texts: Mapping[tuple[str, int], str]) -> list[Line]:
    return [
        {
            "document": place.document_id,
            "page": place.page,
            "start": place.start,
            "end": place.end,
            "quote": place.quote,
            "line": line_key(texts.get((place.document_id, place.page), ""), place.start, place.end),
        }
        for place in places
    ]
