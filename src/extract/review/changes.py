"""What a candidate would change: rows added, removed and changed by column, and things that only stand under another id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from extract.datasets.schema import Row, read_schemas
from extract.review.change import (
    ADDED,
    CHANGED,
    EVIDENCE,
    KINDS,
    REKEYED,
    REMOVED,
    Change,
    make_change,
    places_text,
    row_text,
    value_text,
)
from extract.review.comparison import Comparison, EvidenceDifference, RowEvidence
from extract.review.identities import COMPARED, ENTITIES, LABELS, followers, reference_columns
from extract.review.pairing import canonical, paired_rows
from extract.review.rekeying import Pair, SameThings, rekeyed_entities
from extract.review.superseded import recorded


def find_changes(before: Path, after: Path) -> tuple[Change, ...]:
    """Return what differs between two versions, in the order of datasets, kinds and labels; all of it is pending.

    Args:
        before: the folder of the published version.
        after: the folder of the candidate.

    Raises:
        ShuttenError: if a file cannot be read.
    """
    with Comparison(before, after) as both:
        return _with_evidence(_Finder(both, recorded(before), recorded(after)).changes(), both)


class _Finder:
    """Collects changes; entities come first, because the rows of facts are told apart by their ids.

    Args:
        both: the two versions.
        superseded: documents of the first that stand beside their new copy.
        beside: those of the second.
    """

    def __init__(self, both: Comparison, superseded: Mapping[str, str], beside: Mapping[str, str]) -> None:
        self._both = both
        self._superseded = superseded
        self._beside = beside
        self._rows = {dataset: both.rows(dataset) for dataset in COMPARED}
        self._same = SameThings()
        self._renamed: set[str] = set()
        self._found: dict[str, Change] = {}

    def changes(self) -> list[Change]:
        """Return all changes, each once."""
        came = self._rows["documents"].added
        replaced = {old: new for old, new in self._beside.items() if new in came}
        replaced |= {pair.before: pair.after for pair in self._facts("documents")}
        evidence = self._both.evidence(replaced)
        documents = self._rows["documents"]
        apart = (documents.removed.keys() | documents.added.keys()) - set(replaced.values())
        for dataset in ENTITIES:
            self._entities(dataset, evidence, apart)
        for dataset in COMPARED:
            if dataset not in (*ENTITIES, "documents", "conflicts"):
                self._facts(dataset)
        self._facts("conflicts")  # last: its rows name rows of the others
        self._evidence(evidence)
        order = {dataset: number for number, dataset in enumerate(COMPARED)}
        return sorted(
            self._found.values(),
            key=lambda each: (order[each.dataset], KINDS.index(each.kind), each.label, each.row_id, each.change_id),
        )

    def _entities(self, dataset: str, evidence: EvidenceDifference, apart: Collection[str]) -> None:
        rows = self._rows[dataset]
        key = read_schemas()[dataset].primary_key
        pairs = rekeyed_entities(dataset, rows, evidence, apart)
        before = {**self._named("before", dataset, {pair.before for pair in pairs}), **rows.removed}
        after = {**self._named("after", dataset, {pair.after for pair in pairs}), **rows.added}
        compared = dict(rows.changed)
        for pair in pairs:
            self._same.add(pair.before, pair.after)
            row = after[pair.after]
            self._add(dataset, pair.after, REKEYED, key, (pair.before, pair.after), row, pair.before)
            if pair.after in rows.added:  # the first of several is where most of it came from
                compared.setdefault(pair.after, (before[pair.before], row))
        self._renamed |= {row_id for row_id, (one, other) in compared.items() if one["name"] != other["name"]}
        self._renamed |= {pair.after for pair in pairs}
        for row_id, (one, other) in compared.items():
            self._columns(dataset, row_id, one, other)
        self._alone(dataset, pairs)

    def _facts(self, dataset: str) -> tuple[Pair, ...]:
        """Compare a dataset of facts, documents or conflicts; return what stands under another id."""
        key = read_schemas()[dataset].primary_key
        rows = self._rows[dataset]
        old = self._superseded if dataset == "documents" else {}
        alone = replace(rows, removed={row_id: row for row_id, row in rows.removed.items() if row_id not in old})
        pairs, before, after = paired_rows(dataset, alone, self._both, self._same)
        copies = self._named("after", dataset, {*old, *old.values()})
        pairs += self._old_copies(pairs, copies) if old else ()
        before, after = {**before, **rows.removed}, {**after, **copies, **rows.added}
        for pair in pairs:
            self._same.add(pair.before, pair.after)
        for pair in pairs:
            one, other = before[pair.before], after[pair.after]
            if not self._columns(dataset, pair.after, one, other):  # only the making of keys has changed
                self._add(dataset, pair.after, REKEYED, key, (pair.before, pair.after), other, pair.before)
        for row_id, (one, other) in rows.changed.items():
            self._columns(dataset, row_id, one, other)
        self._alone(dataset, pairs)
        return pairs

    def _old_copies(self, pairs: Iterable[Pair], standing: Collection[str]) -> tuple[Pair, ...]:
        """Return the documents that went and stood beside their new copy, each with the copy that is there now.

        Args:
            pairs: documents of which another one took the place.
            standing: the old and new copies that the second version has.
        """
        removed, instead = self._rows["documents"].removed, {pair.before: pair.after for pair in pairs}
        found = []
        for new in sorted(set(self._superseded.values())):
            copies = [new, *sorted(old for old, by in self._superseded.items() if by == new)]
            now = [each for each in copies if each in standing] + [instead[each] for each in copies if each in instead]
            gone = [each for each in copies if each in removed and each not in instead]
            found += [Pair("documents", each, now[0]) for each in gone if now]
        return tuple(found)

    def _columns(self, dataset: str, row_id: str, one: Row, other: Row) -> bool:
        """Tell the columns that differ between a row before and the same row after; return whether there are any."""
        schema, follows = read_schemas()[dataset], followers(dataset)
        differing = {name for name in schema.fields if name != schema.primary_key and one[name] != other[name]}
        told = {name for name in differing if not self._follows(follows.get(name, ""), differing, other)}
        references = reference_columns(dataset)
        for name in told:
            field = schema.fields[name]
            is_same = name in references and canonical(one[name], self._same) == canonical(other[name], self._same)
            values = value_text(field, one[name]), value_text(field, other[name])
            shown = {column: value for column, value in other.items() if column not in differing}
            kind = REKEYED if is_same else CHANGED
            self._add(dataset, row_id, kind, name, values, shown, one[schema.primary_key], other)
        return bool(told)

    def _follows(self, base: str, differing: Collection[str], row: Row) -> bool:
        """Return whether a column that hangs on `base` differs for no reason of its own."""
        return base in differing or (base != "" and row[base] in self._renamed)

    def _alone(self, dataset: str, pairs: Iterable[Pair]) -> None:
        rows = self._rows[dataset]
        paired = {row_id for pair in pairs for row_id in (pair.before, pair.after)}
        for row_id, row in rows.removed.items():
            if row_id not in paired:
                self._add(dataset, row_id, REMOVED, None, (row_text(row), None), row)
        for row_id, row in rows.added.items():
            if row_id not in paired:
                self._add(dataset, row_id, ADDED, None, (None, row_text(row)), row)

    def _evidence(self, evidence: EvidenceDifference) -> None:
        """Tell the places of rows of which nothing else was told."""
        told = {(each.dataset, each.row_id) for each in self._found.values()}
        told |= {(each.dataset, each.row_id_before) for each in self._found.values() if each.row_id_before}
        rows: defaultdict[str, set[str]] = defaultdict(set)
        for dataset, row_id in (evidence.lost.keys() | evidence.won.keys()) - told:
            rows[dataset].add(row_id)
        for dataset, row_ids in rows.items():
            for row_id, row in self._named("after", dataset, row_ids).items():
                lost, won = (side.get((dataset, row_id), ()) for side in (evidence.lost, evidence.won))
                self._add(dataset, row_id, CHANGED, EVIDENCE, (places_text(lost), places_text(won)), row)

    def _named(self, side: str, dataset: str, row_ids: Collection[str]) -> dict[str, Row]:
        key = read_schemas()[dataset].primary_key
        return {row[key]: row for row in self._both.rows_naming(side, dataset, (key,), row_ids)} if row_ids else {}

    def _add(
        self,
        dataset: str,
        row_id: str,
        kind: str,
        field: str | None,
        values: tuple[str | None, str | None],
        shown: Row,
        row_id_before: str | None = None,
        whole: Row | None = None,
    ) -> None:
        label = label_of(dataset, shown) or label_of(dataset, whole or shown) or row_id
        change = make_change(dataset, row_id, kind, field, *values, label, row_id_before)
        self._found[change.change_id] = change


def label_of(dataset: str, row: Row) -> str:
    """Return a row in a few words.

    Args:
        dataset: its dataset.
        row: the columns that may be shown.
    """
    fields = read_schemas()[dataset].fields
    columns = LABELS.get(dataset, ("name",))
    texts = (value_text(fields[name], row[name]) for name in columns if row.get(name) not in (None, [], ""))
    return " · ".join(text for text in texts if text)


def _with_evidence(changes: list[Change], both: Comparison) -> tuple[Change, ...]:
    """Return the changes with the evidence of their rows."""
    keys_before = {(each.dataset, each.row_id_before or each.row_id) for each in changes if each.kind != ADDED}
    keys_after = {(each.dataset, each.row_id) for each in changes if each.kind != REMOVED}
    found_before = both.evidence_of("before", keys_before) if keys_before else {}
    found_after = both.evidence_of("after", keys_after) if keys_after else {}
    finished = []
    for each in changes:
        before = _of(found_before, each, each.row_id_before or each.row_id, gone=each.kind == ADDED)
        after = _of(found_after, each, each.row_id, gone=each.kind == REMOVED)
        finished.append(
            replace(
                each,
                evidence_before=before.ids,
                evidence_after=after.ids,
                documents=tuple(sorted({*before.documents, *after.documents})),
                confidence=(before if each.kind == REMOVED else after).confidence,
            )
        )
    return tuple(finished)


def _of(found: Mapping[tuple[str, str], RowEvidence], change: Change, row_id: str, *, gone: bool) -> RowEvidence:
    if gone:
        return RowEvidence()
    if change.dataset == "documents":
        return RowEvidence(documents=(row_id,))
    return found.get((change.dataset, row_id), RowEvidence())
