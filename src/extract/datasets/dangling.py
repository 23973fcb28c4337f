"""Rows of Arrow tables that name other rows: what `extract.datasets.references` checks, a column at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.datasets.coerce import Fault
from extract.datasets.columns import pa, pc, rows_of
from extract.datasets.pieces import Pieces
from extract.datasets.references import Refuse, faults_of
from extract.datasets.schema import FACT_DATASETS, Row, TableSchema, read_schemas


def without_dangling(tables: Mapping[str, Any], refuse: Refuse) -> dict[str, Any]:
    """Return the tables with the rows whose references all hold; see `extract.datasets.references.drop_dangling`.

    Quotes are not compared with the pages again: they were cut from them.

    Args:
        tables: rows that are valid by themselves, by dataset; without `conflicts` and `quarantine`.
        refuse: is told every row that is left out, with all its faults.
    """
    found = pieces_without_dangling({dataset: Pieces.made(table) for dataset, table in tables.items()}, refuse)
    return {dataset: pieces.fresh for dataset, pieces in found.items()}


def pieces_without_dangling(pieces: Mapping[str, Pieces], refuse: Refuse) -> dict[str, Pieces]:
    """Do as `without_dangling` with rows of which some stay.

    References of rows that stay held, so these are looked at again only if what they name has gone; then all rows are.
    """
    found, refused = dict(pieces), list[tuple[str, Row, list[Fault]]]()
    while not _names_what_is_gone(found):
        masks = {dataset: _is_faulty(dataset, each.fresh, found) for dataset, each in found.items()}
        if not any(pc.any(mask).as_py() for mask in masks.values()):
            for dataset, row, faults in refused:
                refuse(dataset, row, faults)
            return found
        for dataset, mask in masks.items():
            refused += _faulty(dataset, found[dataset].fresh.filter(mask), found)
        found = {dataset: each.without(masks[dataset]) for dataset, each in found.items()}
    return pieces_without_dangling({dataset: Pieces.made(each.whole()) for dataset, each in pieces.items()}, refuse)


def _names_what_is_gone(pieces: Mapping[str, Pieces]) -> bool:
    """Return whether rows that stay may name a row that is there no more, or are stated by one; never too seldom."""
    gone = {dataset: _gone(each, read_schemas()[dataset].primary_key) for dataset, each in pieces.items()}
    for dataset, each in pieces.items():
        schema = read_schemas()[dataset]
        named = [
            (foreign.fields[0], [_gone(pieces[foreign.resource], foreign.reference[0])])
            for foreign in schema.foreign_keys
        ]
        named += [(typed.field, [gone[name] for name in typed.resources.values()]) for typed in schema.typed_keys]
        if dataset in FACT_DATASETS:
            named.append((schema.primary_key, [_gone(pieces["evidence"], "row_id")]))
        if any(_stays_with(each, column, pa.concat_arrays(values)) for column, values in named):
            return True
    return False


def _gone(pieces: Pieces, column: str) -> Any:
    """Return the values of a column that rows which do not stay had and no new row has."""
    values = pc.unique(pieces.last[column].filter(pc.invert(pieces.stays)))
    return values.filter(pc.invert(pc.is_in(values, value_set=_array(pieces.fresh[column]))))


def _stays_with(pieces: Pieces, column: str, values: Any) -> bool:
    """Return whether a row that stays has one of some values in a column."""
    if not len(values) or not len(pieces.last):
        return False
    return bool(pc.any(pc.and_(pc.is_in(pieces.last[column], value_set=values), pieces.stays)).as_py())


def _is_faulty(dataset: str, table: Any, pieces: Mapping[str, Pieces]) -> Any:
    """Return which rows have a reference that does not hold."""
    mask = pa.array([False] * len(table), pa.bool_())
    if not len(table):
        return mask
    for _, _, values, known in _references(read_schemas()[dataset], table, pieces):
        mask = pc.or_(mask, pc.and_(pc.is_valid(values), pc.invert(known)))
    return mask


def _faulty(dataset: str, table: Any, pieces: Mapping[str, Pieces]) -> Iterator[tuple[str, Row, list[Fault]]]:
    """Yield rows that have references which do not hold, each with all of its faults."""
    schema = read_schemas()[dataset]
    keys = _Keys()
    for resource, columns, values, known in _references(schema, table, pieces) if len(table) else ():
        keys.add(resource, columns, values.filter(known))
    for row in rows_of(schema, table):
        yield dataset, row, list(faults_of(schema, row, keys))


def _references(
    schema: TableSchema, table: Any, pieces: Mapping[str, Pieces]
) -> Iterator[tuple[str, tuple[str, ...], Any, Any]]:
    """Yield what rows refer to: the dataset, its columns, the value of each row or null, and whether there is such a row."""
    for foreign in schema.foreign_keys:
        values = _joined(table, foreign.fields)
        yield foreign.resource, foreign.reference, values, _known(pieces[foreign.resource], foreign.reference, values)
    for typed in schema.typed_keys:
        for kind, resource in typed.resources.items():
            is_kind = pc.fill_null(pc.equal(table[typed.type_field], kind), False)
            values = _array(pc.if_else(is_kind, table[typed.field], pa.scalar(None, pa.string())))
            if values.null_count < len(values):
                key = (read_schemas()[resource].primary_key,)
                yield resource, key, values, _known(pieces[resource], key, values)
    if schema.dataset in FACT_DATASETS:
        values = _array(table[schema.primary_key])
        yield "evidence", (schema.dataset,), values, _stated(pieces["evidence"], schema.dataset, values)


def _known(pieces: Pieces, columns: tuple[str, ...], values: Any) -> Any:
    """Return which values are keys of a dataset, those of several columns joined; a null is none."""
    return _among(values, _joined(pieces.fresh, columns), lambda: _joined(pieces.carried(*columns), columns))


def _stated(evidence: Pieces, dataset: str, ids: Any) -> Any:
    """Return which rows of a dataset evidence states."""

    def of(table: Any) -> Any:
        return _array(table["row_id"].filter(pc.equal(table["dataset"], dataset)))

    return _among(ids, of(evidence.fresh), lambda: of(evidence.carried("dataset", "row_id")))


def _among(values: Any, fresh: Any, carried: Any) -> Any:
    """Return which values are among those of rows that are new, or else that stay, of which only the asked ones are looked at."""
    known = pc.is_in(values, value_set=fresh)
    rest = pc.unique(values.filter(pc.invert(known))).drop_null()
    if not len(rest):
        return known
    stay = carried()
    return pc.or_(known, pc.is_in(values, value_set=stay.filter(pc.is_in(stay, value_set=rest))))


class _Keys:
    """The values that some rows can be named by; see `extract.datasets.references.Keys`."""

    def __init__(self) -> None:
        self.primary: Mapping[str, str] = {dataset: schema.primary_key for dataset, schema in read_schemas().items()}
        self._known: dict[tuple[str, ...], set[str]] = {}

    def add(self, resource: str, columns: tuple[str, ...], values: Any) -> None:
        """Take keys that are there."""
        self._known.setdefault((resource, *columns), set()).update(values.to_pylist())

    def has(self, dataset: str, columns: tuple[str, ...], values: tuple[object, ...]) -> bool:
        """Return whether a row of `dataset` has these values."""
        return "\0".join(map(str, values)) in self._known.get((dataset, *columns), ())

    def is_stated(self, dataset: str, row_id: str) -> bool:
        """Return whether evidence states a row."""
        return row_id in self._known.get(("evidence", dataset), ())

    def text(self, document_id: str, page: int) -> None:
        """Return nothing: no quote is compared."""
        del document_id, page


def _joined(table: Any, columns: tuple[str, ...]) -> Any:
    """Return columns as one of texts, null where one of them is."""
    texts = [table[column].cast(pa.string()) for column in columns]
    return _array(texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, "\0"))


def _array(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
