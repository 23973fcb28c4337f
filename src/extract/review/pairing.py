"""Rows that went and rows that came, told to be one row: with the same content under another key, or with other values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from extract.datasets.schema import Row, read_schemas
from extract.review.comparison import Comparison, RowDifference
from extract.review.identities import IDENTITIES, followers, reference_columns
from extract.review.rekeying import Pair, SameThings

_Key = Callable[[Row], Hashable]


def paired_rows(
    dataset: str, rows: RowDifference, both: Comparison, same: SameThings
) -> tuple[tuple[Pair, ...], Mapping[str, Row], Mapping[str, Row]]:
    """Return the pairs of rows that are one row, and the rows of either side that stood there all along.

    Args:
        dataset: a dataset of facts, documents or conflicts.
        rows: its rows that differ.
        both: the two versions.
        same: the ids that are known to be one thing.
    """
    removed, added = dict(rows.removed), dict(rows.added)
    stood: dict[str, dict[str, Row]] = {"before": {}, "after": {}}
    pairs = _one_to_one(dataset, removed, added, _content_key(dataset, same))
    if same.known() and (columns := [name for name in reference_columns(dataset) if not _is_list(dataset, name)]):
        # A merge leaves a row that says the same as one that was there; a split takes one from such a row.
        for side, gone in (("after", removed), ("before", added)):
            touched = {row_id: row for row_id, row in gone.items() if any(same.has(row[name]) for name in columns)}
            if not touched:
                continue
            key = _content_key(dataset, same)
            there = {key(row): row for row in both.rows_naming(side, dataset, columns, same.known())}
            for row_id, row in touched.items():
                if (twin := there.get(key(row))) is None:
                    continue
                twin_id = twin[read_schemas()[dataset].primary_key]
                stood[side][twin_id] = twin
                pairs.append(Pair(dataset, row_id, twin_id) if side == "after" else Pair(dataset, twin_id, row_id))
                del gone[row_id]
    for columns_of_one in IDENTITIES.get(dataset, ()):
        pairs += _one_to_one(dataset, removed, added, _identity_key(dataset, columns_of_one, same))
    return tuple(pairs), stood["before"], stood["after"]


def _one_to_one(dataset: str, removed: dict[str, Row], added: dict[str, Row], key: _Key) -> list[Pair]:
    """Take from both sides the rows that alone have a key, and return them as pairs."""
    gone, come = _by_key(removed, key), _by_key(added, key)
    pairs = [
        Pair(dataset, before[0], come[each][0])
        for each, before in gone.items()
        if len(before) == 1 and len(come.get(each, ())) == 1
    ]
    for pair in pairs:
        del removed[pair.before], added[pair.after]
    return pairs


def _by_key(rows: Mapping[str, Row], key: _Key) -> dict[Hashable, list[str]]:
    found: defaultdict[Hashable, list[str]] = defaultdict(list)
    for row_id, row in rows.items():
        if (each := key(row)) is not None:
            found[each].append(row_id)
    return found


def _content_key(dataset: str, same: SameThings) -> _Key:
    """Return what tells the content of a row, but for its key and for which of several ids of one thing it has."""
    schema, left_out = read_schemas()[dataset], followers(dataset)
    columns = [name for name in schema.fields if name != schema.primary_key and name not in left_out]
    return _key_of(dataset, columns, same)


def _identity_key(dataset: str, columns: tuple[str, ...], same: SameThings) -> _Key:
    key = _key_of(dataset, columns, same)
    return lambda row: None if row[columns[0]] in (None, []) else key(row)


def _key_of(dataset: str, columns: Iterable[str], same: SameThings) -> _Key:
    references = set(reference_columns(dataset))
    plan = [(name, name in references) for name in columns]
    return lambda row: tuple(canonical(row[name], same) if refers else hashable(row[name]) for name, refers in plan)


def canonical(value: Any, same: SameThings) -> Hashable:
    """Return an id, or a list of ids in no order, as the one id of its group."""
    if isinstance(value, list):
        return tuple(sorted(same.of(each) for each in value))
    return same.of(value) if isinstance(value, str) else value


def hashable(value: Any) -> Hashable:
    """Return a value that can be a key."""
    return tuple(value) if isinstance(value, list) else value


def _is_list(dataset: str, column: str) -> bool:
    return read_schemas()[dataset].fields[column].type == "array"
