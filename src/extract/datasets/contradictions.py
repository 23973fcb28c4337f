"""The rows of `conflicts`; a group of statements that is what it was in the last build is not looked at again.

A group is what agrees on the columns of `extract.entities.conflicts.GROUPS`. All that decides whether its rows contradict each
other is told by a print of 64 bits: the rows, their main places, and what is known of the documents in which these stand. The
prints are made a column at a time. That two of a hundred thousand groups have one print is a chance of 1 in 4 billion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extract.datasets.columns import arrow_schema, pa, pc, rows_of, table_of
from extract.datasets.engine import Engine
from extract.datasets.keep import Keep
from extract.datasets.schema import Row, TableSchema, read_schemas
from extract.entities.conflicts import GROUPS, find_conflicts

_PRINT, _IDS = "_print", "_ids"
_NAME = "conflicts"
_PLACE = 'e.document_id, e.page, e.start, e."end", e.rule, e.quote'


def conflicts(valid: Mapping[str, Any], engine: Engine, keep: Keep | None = None) -> Any:
    """Return the table of `conflicts`, in no order.

    Args:
        valid: the tables of the other datasets.
        engine: the database to work with.
        keep: where what was found is kept for the next build.
    """
    schema = read_schemas()[_NAME]
    found = [_of_dataset(dataset, valid, engine) for dataset in GROUPS]
    groups = pa.concat_tables(found)
    before = keep.read(_NAME) if keep else None
    known = _judged(schema, [], []) if before is None else before
    known = known.filter(pc.is_in(known[_PRINT], value_set=groups[_PRINT].combine_chunks()))
    unknown = groups.filter(pc.invert(pc.is_in(groups[_PRINT], value_set=known[_PRINT].combine_chunks())))
    judged = pa.concat_tables([known, *_look(schema, unknown, valid)])
    if keep and (before is None or len(unknown) or len(before) > len(known)):
        keep.write(_NAME, judged)
    return judged.filter(pc.is_valid(judged[schema.primary_key])).select(list(schema.fields))


def _of_dataset(dataset: str, valid: Mapping[str, Any], engine: Engine) -> Any:
    """Return the groups of a dataset: their print, their number in `GROUPS` and the keys of their rows."""
    key = read_schemas()[dataset].primary_key
    counted = ", ".join(
        f"count(*) OVER (PARTITION BY {', '.join(columns)}) > 1 AS in_{number}"
        for number, columns in enumerate(GROUPS[dataset])
    )
    anywhere = " OR ".join(f"in_{number}" for number in range(len(GROUPS[dataset])))
    told = engine.table(
        f"""WITH candidates AS (SELECT *, {counted} FROM facts),
        within AS (SELECT * FROM candidates WHERE {anywhere}),
        stated AS (
            SELECT e.row_id, sum(hash({_PLACE}, d.published_earliest, d.published_latest, d.corrects)::HUGEINT) AS places
            FROM evidence e JOIN documents d ON d.document_id = e.document_id
            WHERE e.dataset = '{dataset}' AND e.main AND e.row_id IN (SELECT {key} FROM within) GROUP BY e.row_id)
        SELECT within.*, hash(within, stated.places) AS said FROM within LEFT JOIN stated ON stated.row_id = within.{key}""",
        facts=valid[dataset],
        evidence=valid["evidence"].select(["dataset", "row_id", "main", "document_id", "page", "start", "end", "rule", "quote"]),
        documents=valid["documents"].select(["document_id", "published_earliest", "published_latest", "corrects"]),
    )  # fmt: skip
    return pa.concat_tables(
        engine.table(
            f"""SELECT hash('{dataset}', {number}, count(*), sum(said::HUGEINT)) AS {_PRINT}, '{dataset}' AS dataset,
            {number} AS number, list({key}) AS {_IDS} FROM told WHERE in_{number} GROUP BY {", ".join(columns)}""",
            told=told,
        )
        for number, columns in enumerate(GROUPS[dataset])
    )


def _look(schema: TableSchema, unknown: Any, valid: Mapping[str, Any]) -> list[Any]:
    """Return what is found in groups, each with its print; the row of a group without a conflict is null."""
    made = []
    for dataset, groups in GROUPS.items():
        for number, columns in enumerate(groups):
            asked = unknown.filter(pc.and_(pc.equal(unknown["dataset"], dataset), pc.equal(unknown["number"], number)))
            if len(asked):
                print_of = {
                    row_id: each[_PRINT] for each in asked.select([_PRINT, _IDS]).to_pylist() for row_id in each[_IDS]
                }
                rows = find_conflicts(_rows(dataset, pa.array(print_of, pa.string()), valid), columns)
                prints = [print_of[row["row_ids"][0]] for row in rows]
                made.append(_judged(schema, rows, prints))
                without = asked[_PRINT].filter(
                    pc.invert(pc.is_in(asked[_PRINT], value_set=pa.array(prints, pa.uint64())))
                )
                empty = pa.Table.from_arrays(
                    [pa.nulls(len(without), field.type) for field in arrow_schema(schema)], names=list(schema.fields)
                )
                made.append(empty.append_column(_PRINT, without).cast(made[0].schema))
    return made


def _rows(dataset: str, ids: Any, valid: Mapping[str, Any]) -> dict[str, list[Row]]:
    """Return the rows of a dataset with these keys, their evidence and its documents."""
    schemas = read_schemas()
    facts, evidence, documents = (valid[name] for name in (dataset, "evidence", "documents"))
    states = pc.and_(pc.equal(evidence["dataset"], dataset), pc.is_in(evidence["row_id"], value_set=ids))
    stating = evidence.filter(states)
    names = pc.is_in(documents["document_id"], value_set=stating["document_id"].combine_chunks())
    return {
        dataset: rows_of(schemas[dataset], facts.filter(pc.is_in(facts[schemas[dataset].primary_key], value_set=ids))),
        "evidence": rows_of(schemas["evidence"], stating),
        "documents": rows_of(schemas["documents"], documents.filter(names)),
    }


def _judged(schema: TableSchema, rows: Sequence[Row], prints: Sequence[int]) -> Any:
    table = table_of(schema, rows).append_column(_PRINT, pa.array(prints, pa.uint64()))
    return table.cast(pa.schema([field.with_nullable(nullable=True) for field in table.schema]))
