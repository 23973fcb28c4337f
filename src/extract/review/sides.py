"""Which rows come from the candidate and which stay as they were published, told from the changes that go through.

A row that came, went or stands under another id goes through as a whole or not at all. Of a row that both versions have under
one id each column goes through by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from extract.review.change import ADDED, EVIDENCE, REJECTED, REMOVED, Change
from extract.review.superseded import replacements

RowKey = tuple[str, str]
"""Dataset and key of a row."""

Both = Callable[[str, str, Collection[str]], frozenset[str]]
"""Gives for a side, ``before`` or ``after``, and a dataset those of some keys that are there."""


@dataclass
class Sides:
    """Where rows come from; a row that is not named here is what both versions have.

    Attributes:
        gone: published rows that go, or that the candidate's row takes the place of.
        come: rows of the candidate that come.
        columns: by row that stays, the columns that it takes from the candidate.
        as_published: rows that rest on what states them in the published version.
        as_built: rows that rest on what states them in the candidate.
        barred: rows of the candidate that were rejected: nothing brings them along.
        held: documents of both versions whose pages and tables stay as published.
        superseded: by id of a published document, the id of the candidate's that took its place.
        all_built: whether all rows of the candidate come but those that are `gone`, since nothing was published.
    """

    gone: set[RowKey] = field(default_factory=set)
    come: set[RowKey] = field(default_factory=set)
    columns: dict[RowKey, tuple[str, ...]] = field(default_factory=dict)
    as_published: set[RowKey] = field(default_factory=set)
    as_built: set[RowKey] = field(default_factory=set)
    barred: set[RowKey] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    superseded: dict[str, str] = field(default_factory=dict)
    all_built: bool = False

    def keep(self, row: RowKey) -> None:
        """Let a published row stay after all."""
        self.gone.discard(row)
        self.come.discard(row)
        self.as_published.add(row)

    def hold_back(self, row: RowKey, *, is_published: bool) -> None:
        """Do not let a row of the candidate come after all."""
        self.as_built.discard(row)
        self.columns.pop(row, None)
        self.barred.add(row)
        if is_published:
            self.keep(row)
        else:
            self.come.discard(row)
            self.gone.add(row)


def chosen_sides(changes: Collection[Change], goes_through: Callable[[Change], bool], there: Both) -> Sides:
    """Return where each row that differs comes from.

    Args:
        changes: what differs, with statuses.
        goes_through: tells whether a change is to be published.
        there: tells which rows a version has.
    """
    by_row: defaultdict[RowKey, list[Change]] = defaultdict(list)
    pairs: defaultdict[RowKey, set[RowKey]] = defaultdict(set)  # by row before, the rows that it became
    for change in changes:
        if change.dataset == "conflicts":  # they are made anew of the rows that are published
            continue
        row = (change.dataset, change.row_id)
        by_row[row].append(change)
        if change.row_id_before:
            pairs[change.dataset, change.row_id_before].add(row)
    published = _those_there("before", by_row, there)
    still_built = _those_there("after", pairs, there)
    sides = Sides(superseded=replacements(changes))
    for row, of_row in by_row.items():
        _choose(sides, row, of_row, goes_through, is_published=row in published)
    for before, rows in pairs.items():
        came = {row for row in rows if row in sides.as_built or row in sides.come}
        if came:
            sides.as_built.add(before)
        if came != rows or before in sides.as_published:
            sides.as_published.add(before)
        elif before not in still_built:
            sides.gone.add(before)
    sides.held = {
        row_id for dataset, row_id in by_row.keys() & published
        if dataset == "documents" and (dataset, row_id) in sides.as_published
    }  # fmt: skip
    return sides


def _choose(
    sides: Sides, row: RowKey, changes: list[Change], goes_through: Callable[[Change], bool], *, is_published: bool
) -> None:
    through = [change for change in changes if goes_through(change)]
    if changes[0].kind == REMOVED:
        (sides.gone if len(through) == len(changes) else sides.as_published).add(row)
        return
    if not is_published:
        if len(through) == len(changes):
            sides.come.add(row)
            sides.as_built.add(row)
        elif any(change.status == REJECTED for change in changes if change.kind == ADDED or change.row_id_before):
            sides.barred.add(row)
        return
    if through:
        sides.as_built.add(row)
    if len(through) < len(changes):
        sides.as_published.add(row)
    own = [change for change in changes if change.row_id_before is None and change.field != EVIDENCE]
    taken = tuple(change.field for change in own if change.field and goes_through(change))
    if own and len(taken) == len(own):
        sides.gone.add(row)
        sides.come.add(row)
    elif taken:
        sides.columns[row] = taken


def _those_there(side: str, rows: Collection[RowKey], there: Both) -> frozenset[RowKey]:
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for dataset, row_id in rows:
        asked[dataset].add(row_id)
    return frozenset((dataset, row_id) for dataset, ids in asked.items() for row_id in there(side, dataset, ids))
