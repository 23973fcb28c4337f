"""The rows of `conflicts`; a group of statements that is what it was in the last merge is not looked at again.

A group is what agrees on the columns of `extract.entities.conflicts.GROUPS`. It is told by a print of these of 64 bits, which is
kept with what was found in it. Two groups with one print would be looked at together and change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.datasets.columns import pa, pc, rows_of, table_of
from extract.datasets.engine import Engine
from extract.datasets.news import Before
from extract.datasets.pieces import Pieces
from extract.datasets.schema import Row, read_schemas
from extract.entities.conflicts import GROUPS, find_conflicts

GROUP = "_group"
_NAME = "conflicts"
_PLACE = ["dataset", "row_id", "main", "document_id", "page", "start", "end", "rule", "quote"]
_ID = "id"


def conflicts(valid: Mapping[str, Any], engine: Engine) -> Any:
    """Return the table of `conflicts`, in no order.

    Args:
        valid: the tables of the other datasets.
        engine: the database to work with.
    """
    return conflicts_in(valid, engine, None).select(list(read_schemas()[_NAME].fields))


def conflicts_in(valid: Mapping[str, Any], engine: Engine, groups: Any) -> Any:
    """Return what is found in some groups, or in all if they are None, each row with the print of its group."""
    schema = read_schemas()[_NAME]
    found: list[Row] = []
    prints: list[int] = []
    for dataset, kinds in GROUPS.items():
        for number, columns in enumerate(kinds):
            grouped = _grouped(dataset, number, valid[dataset], engine)
            if groups is not None:
                grouped = grouped.filter(pc.is_in(grouped[GROUP], value_set=groups))
            sizes = pc.value_counts(grouped[GROUP])
            several = pc.struct_field(sizes, "values").filter(pc.greater(pc.struct_field(sizes, "counts"), 1))
            within = grouped.filter(pc.is_in(grouped[GROUP], value_set=several))
            if len(within):
                rows = find_conflicts(_rows(dataset, within[_ID].combine_chunks(), valid), columns)
                group_of = dict(zip(within[_ID].to_pylist(), within[GROUP].to_pylist(), strict=True))
                found += rows
                prints += [group_of[row["row_ids"][0]] for row in rows]
    return table_of(schema, found).append_column(GROUP, pa.array(prints, pa.uint64()))


def conflicts_since(before: Before | None, valid: Mapping[str, Pieces], engine: Engine) -> Pieces:
    """Return the contradictions, each with the print of its group.

    Of those that were found before the ones stay in whose groups nothing has changed: no row, no evidence of one, and not what
    a document that states one corrects.

    Args:
        before: the last merge, None if there was none.
        valid: the other datasets.
        engine: the database to work with.
    """
    tables = {dataset: valid[dataset].whole() for dataset in (*GROUPS, "documents", "evidence")}
    if before is None or any(not len(valid[dataset].last) and len(before.tables[dataset]) for dataset in GROUPS):
        return Pieces.made(conflicts_in(tables, engine, None))
    stated = _stated_in(_other_corrections(valid["documents"]), tables["evidence"])
    changed = {}
    for dataset in GROUPS:
        table = tables[dataset]
        corrected = table.filter(pc.is_in(table[read_schemas()[dataset].primary_key], value_set=stated))
        parts = (valid[dataset].gone(), valid[dataset].fresh, corrected)
        changed[dataset] = pa.concat_tables([part.cast(table.schema) for part in parts])
    groups = groups_of(changed, engine)
    return Pieces.kept(before.tables[_NAME], GROUP, groups, conflicts_in(tables, engine, groups))


def _other_corrections(documents: Pieces) -> Any:
    """Return the documents that correct others than they did."""
    changed = _correcting(documents.last) ^ _correcting(documents.fresh)
    return pa.array(sorted({document_id for document_id, _ in changed}), pa.string())


def _correcting(documents: Any) -> set[tuple[str, tuple[str, ...]]]:
    rows = documents.filter(pc.greater(pc.list_value_length(documents["corrects"]), 0))
    columns = rows["document_id"].to_pylist(), rows["corrects"].to_pylist()
    return {(document_id, tuple(corrects)) for document_id, corrects in zip(*columns, strict=True)}


def _stated_in(documents: Any, evidence: Any) -> Any:
    """Return the keys of the rows that some documents state."""
    if not len(documents):
        return pa.array([], pa.string())
    return pc.unique(evidence["row_id"].filter(pc.is_in(evidence["document_id"], value_set=documents)))


def groups_of(rows: Mapping[str, Any], engine: Engine) -> Any:
    """Return the prints of all groups in which rows are, by dataset; the others of a group need not be given."""
    found = [
        _grouped(dataset, number, rows[dataset], engine)[GROUP].combine_chunks()
        for dataset, kinds in GROUPS.items()
        for number in range(len(kinds))
    ]
    return pc.unique(pa.concat_arrays(found))


def _grouped(dataset: str, number: int, facts: Any, engine: Engine) -> Any:
    """Return the key of each row of a dataset and the print of its group by the columns of that number."""
    key, columns = read_schemas()[dataset].primary_key, GROUPS[dataset][number]
    return engine.table(
        f"SELECT {key} AS {_ID}, hash('{dataset}', {number}, {', '.join(columns)}) AS {GROUP} FROM facts",
        facts=facts.select(list(dict.fromkeys((key, *columns)))),
    )


def _rows(dataset: str, ids: Any, valid: Mapping[str, Any]) -> dict[str, list[Row]]:
    """Return the rows of a dataset with these keys, the columns of their main evidence that tell a place, and its documents."""
    schemas = read_schemas()
    facts, evidence, documents = (valid[name] for name in (dataset, "evidence", "documents"))
    states = pc.and_(pc.is_in(evidence["row_id"], value_set=ids), pc.equal(evidence["dataset"], dataset))
    stating = evidence.select(_PLACE).filter(pc.and_(states, evidence["main"]))
    names = pc.is_in(documents["document_id"], value_set=stating["document_id"].combine_chunks())
    return {
        dataset: rows_of(schemas[dataset], facts.filter(pc.is_in(facts[schemas[dataset].primary_key], value_set=ids))),
        "evidence": stating.to_pylist(),
        "documents": rows_of(schemas["documents"], documents.filter(names)),
    }
