"""The rows of `quarantine`: what was refused of single documents, and of what all of them together make."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from extract.datasets.build import finished
from extract.datasets.cited import cited
from extract.datasets.coerce import Fault
from extract.datasets.columns import pa, pc, rows_of, table_of
from extract.datasets.engine import Engine
from extract.datasets.entity_rows import EntityRows
from extract.datasets.news import News
from extract.datasets.quarantine import quarantined
from extract.datasets.schema import Row, read_schemas
from extract.datasets.shard import OPEN, TITLE
from extract.datasets.validate import Quarantine, check_independently
from extract.entities.keys import script_key

Refused = tuple[str, Row, list[Fault]]
"""A dataset, a row of it that is left out, and all of its faults."""

_NAME = "quarantine"


def quarantine(news: News, refused: Sequence[Refused], entities: EntityRows, engine: Engine) -> Any:
    """Return the table of `quarantine`, in no order.

    Args:
        news: what came and went.
        refused: what was left out in the merge.
        entities: tells the names of what is refused of documents.
        engine: the database to work with.

    Raises:
        ShuttenError: if the independent check refuses a row of it.
    """
    schema, evidence = read_schemas()[_NAME], read_schemas()["evidence"]
    kept = news.all(_NAME)
    again = _renamed(rows_of(schema, kept.filter(kept[OPEN]).select(list(schema.fields))), news, entities, engine)
    told = []
    if refused:
        ids = {str(row.get(read_schemas()[dataset].primary_key)) for dataset, row, _ in refused}
        stating = news.of("evidence", "row_id", pa.array(sorted(ids), pa.string()))
        told = rows_of(evidence, stating.select(list(evidence.fields)))
    found = Quarantine({"evidence": told, _NAME: again})
    for dataset, row, faults in refused:
        found.add(dataset, row, faults)
    rows = found.rows()
    check_independently(schema, rows)
    closed = kept.filter(pc.invert(kept[OPEN])).select(list(schema.fields))
    return engine.distinct(pa.concat_tables([closed, table_of(schema, rows)]), schema.primary_key)


def _renamed(rows: Sequence[Row], news: News, entities: EntityRows, engine: Engine) -> list[Row]:
    """Return rows with the names that all documents together give."""
    candidates = [json.loads(row["row"]) for row in rows]
    citing = [each for row, each in zip(rows, candidates, strict=True) if row["dataset"] == "citations"]
    asked = pa.table(
        {
            "document_id": pa.array([each["document_id"] for each in citing], pa.string()),
            TITLE: pa.array([script_key(each["title"] or "") for each in citing], pa.string()),
        }
    )
    for each, document_id in zip(
        citing, cited(asked, news.documents, engine).to_pylist() if citing else (), strict=True
    ):
        each["cited_document_id"] = document_id
    return [
        quarantined(
            row["dataset"],
            each if row["dataset"] == "citations" else finished(row["dataset"], each, entities),
            row["check"],
            row["message"],
            row,
        )
        for row, each in zip(rows, candidates, strict=True)
    ]
