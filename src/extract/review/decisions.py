"""What is decided of each change: by a reviewer's verdict whose evidence still stands, else by the catalogue's policy.

A verdict is of one change: the same dataset and row, of a changed column also the same value. It holds while every line that
the reviewer saw still states the row; if one does not, or the source says something else by now, the change waits again and
its note tells of the earlier verdict. Of verdicts on one change the last one counts, and any of them goes before the policy.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet

from extract.datasets.columns import pa, pc
from extract.review.change import ACCEPTED, ADDED, CHANGED, EDITED, PENDING, REJECTED, REMOVED, Change
from extract.review.corrections import corrections_in_force
from extract.review.lines import RowKey, seen_lines, stated_lines
from extract.review.policy import Policy
from extract.sources.verdict_lines import ACCEPT, CORRECT, REJECT
from extract.sources.verdicts import ChangeVerdict

pq: Any = pyarrow.parquet  # it has no type stubs

_STATUS = {ACCEPT: ACCEPTED, REJECT: REJECTED, CORRECT: EDITED}
_Key = tuple[str, ...]


def decide(
    changes: Sequence[Change], verdicts: Sequence[ChangeVerdict], before: Path | None, after: Path, policy: Policy
) -> tuple[Change, ...]:
    """Return the changes with their status, who decided, when and why.

    Args:
        changes: what differs between the two versions, with causes if a rule of the policy asks for them.
        verdicts: oldest first.
        before: the folder of the published version, None if nothing is published.
        after: the folder of the candidate.
        policy: what goes through without a verdict.

    Raises:
        ShuttenError: if a file of a version cannot be read.
    """
    known = _Given(verdicts)
    given = known.on_all(changes)
    lines = _Lines(
        before, after, [(change, given[change.change_id]) for change in changes if change.change_id in given]
    )
    lets_through = policy.between(before, after)
    decided = []
    for change in changes:
        if verdict := given.get(change.change_id):
            decided.append(_by_verdict(change, verdict, holds=lines.hold(change, verdict)))
        elif earlier := known.on_other_value(change):
            decided.append(_again(change, earlier, "was on another value"))
        elif lets_through(change):
            decided.append(_decided(change, ACCEPTED, note="let through by the catalogue"))
        else:
            decided.append(_decided(change, PENDING))
    return _with_conflicts(decided, [folder for folder in (before, after) if folder])


def verdicts_on(changes: Sequence[Change], verdicts: Sequence[ChangeVerdict]) -> Mapping[str, ChangeVerdict]:
    """Return by key of a change the verdict that was given on it, whether its evidence still stands or not.

    Args:
        changes: any changes.
        verdicts: oldest first.
    """
    return _Given(verdicts).on_all(changes)


def is_waiting_again(change: Change) -> bool:
    """Return whether a pending change had a verdict that no longer holds; no rule lets it through unseen."""
    return change.status == PENDING and change.note is not None


class _Given:
    """The verdicts, by what they are on; of several on one matter the last."""

    def __init__(self, verdicts: Sequence[ChangeVerdict]) -> None:
        self._last = {
            _key(each.dataset, each.row, each.row_before, each.kind, each.field, each.after): each for each in verdicts
        }
        self._corrections = corrections_in_force(verdicts)
        self._of_column = {
            (each.dataset, each.row, each.field): each for each in self._last.values() if each.kind == CHANGED
        }

    def on_all(self, changes: Sequence[Change]) -> Mapping[str, ChangeVerdict]:
        """Return the verdicts on changes, by the keys of the changes."""
        return {change.change_id: verdict for change in changes if (verdict := self.on(change))}

    def on(self, change: Change) -> ChangeVerdict | None:
        """Return the verdict on a change."""
        key = _key(change.dataset, change.row_id, change.row_id_before, change.kind, change.field, change.after)
        if own := self._last.get(key):
            return own
        if (correction := self._correction(change)) and (correction.value, correction.after) == (
            change.before,
            change.after,
        ):
            return correction  # it is published; the source still says what it said
        if change.row_id_before is not None:  # a row that was rejected as new is so in another's place, too
            as_new = self._last.get((change.dataset, ADDED, change.row_id))
            return as_new if as_new and as_new.verdict == REJECT else None
        return None

    def on_other_value(self, change: Change) -> ChangeVerdict | None:
        """Return the verdict on the same column when it would have got another value."""
        if change.kind != CHANGED:
            return None
        return self._of_column.get((change.dataset, change.row_id, change.field)) or self._correction(change)

    def _correction(self, change: Change) -> ChangeVerdict | None:
        return self._corrections.get((change.dataset, change.row_id, change.field or ""))


def _key(dataset: str, row: str, row_before: str | None, kind: str, field: str | None, after: str | None) -> _Key:
    """Return what makes two changes one matter."""
    if kind == ADDED:
        return dataset, kind, row
    if kind == REMOVED:
        return dataset, kind, row_before or row
    if kind == CHANGED:
        return dataset, kind, row, field or "", repr(after)
    return dataset, kind, row_before or row, row, field or ""


def _by_verdict(change: Change, verdict: ChangeVerdict, *, holds: bool) -> Change:
    if not holds:
        return _again(change, verdict, "rests on lines that no longer state this")
    return _decided(change, _STATUS[verdict.verdict], verdict.reviewer, verdict.time, verdict.note or None)


def _again(change: Change, verdict: ChangeVerdict, why: str) -> Change:
    return _decided(change, PENDING, note=f"{verdict.verdict_id} ({verdict.verdict}, {verdict.reviewer}) {why}")


def _decided(
    change: Change, status: str, reviewer: str | None = None, time: str | None = None, note: str | None = None
) -> Change:
    if (change.status, change.reviewer, change.decided_at, change.note) == (status, reviewer, time, note):
        return change  # of ten thousand changes most wait before and after a verdict
    return replace(change, status=status, reviewer=reviewer, decided_at=time, note=note)


class _Lines:
    """What lines state the rows on which there are verdicts, asked once for all."""

    def __init__(self, before: Path | None, after: Path, given: Collection[tuple[Change, ChangeVerdict]]) -> None:
        self._found: dict[bool, Mapping[RowKey, frozenset[tuple[str, str]]]] = {}
        for gone, folder in ((True, before), (False, after)):
            rows = {_row(change) for change, verdict in given if verdict.evidence and (change.kind == REMOVED) == gone}
            self._found[gone] = stated_lines(folder, rows) if rows and folder else {}

    def hold(self, change: Change, verdict: ChangeVerdict) -> bool:
        """Return whether all that the reviewer saw still states the row."""
        return seen_lines(verdict) <= self._found[change.kind == REMOVED].get(_row(change), frozenset())


def _row(change: Change) -> RowKey:
    return change.dataset, (change.row_id_before or change.row_id) if change.kind == REMOVED else change.row_id


def _with_conflicts(changes: Sequence[Change], versions: Sequence[Path]) -> tuple[Change, ...]:
    """Let conflicts follow the rows that they name: nobody has to decide what is only a consequence."""
    following = {
        each.change_id for each in changes if each.dataset == "conflicts" and each.status == PENDING and not each.note
    }
    if not following:
        return tuple(changes)
    waiting = {
        row_id
        for change in changes
        if change.dataset != "conflicts" and change.status in (PENDING, REJECTED)
        for row_id in (change.row_id, change.row_id_before)
    }
    held = {each for folder in versions for each in _conflicts_of(folder, waiting)}
    return tuple(
        replace(change, status=ACCEPTED, note="follows from its rows")
        if change.change_id in following and held.isdisjoint({change.row_id, change.row_id_before}) else change
        for change in changes
    )  # fmt: skip


def _conflicts_of(version: Path, rows: Collection[str | None]) -> list[str]:
    """Return the conflicts of a version that name one of some rows."""
    table = pq.read_table(version / "conflicts.parquet", columns=["conflict_id", "row_ids"]).combine_chunks()
    lists = table["row_ids"].combine_chunks()
    named = pc.is_in(pc.list_flatten(lists), value_set=pa.array(sorted(filter(None, rows)), pa.string()))
    numbers = pc.unique(pc.list_parent_indices(lists).filter(named))
    found: list[str] = table["conflict_id"].take(numbers).to_pylist()
    return found
