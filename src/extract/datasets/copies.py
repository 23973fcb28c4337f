"""Documents that hold one text become one row of `documents`, before anything is made of what they say.

The tables are those of shards; see `extract.datasets.shard`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from extract.datasets.columns import pa, pc
from extract.entities.corrections import Titled, corrected
from extract.entities.same_text import Sighting, standing_for

DOCUMENT, TEXT, CORRECTS = "_document", "_text", "_corrects"
_DOCUMENTS = "documents"


def without_copies(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables without what stands in copies; `documents` tells the addresses of copies and what is corrected.

    Args:
        tables: of all shards; `documents` has the keys of texts and what each says that it corrects.
    """
    documents = tables[_DOCUMENTS]
    columns = ("document_id", DOCUMENT, "title", "published_earliest", "addresses", TEXT, CORRECTS)
    rows = documents.select(list(columns)).to_pylist()
    original = standing_for(Sighting(row["document_id"], row[TEXT], row["published_earliest"]) for row in rows)
    addresses: defaultdict[str, set[str]] = defaultdict(set)
    titles: defaultdict[str, set[str]] = defaultdict(set)
    said: defaultdict[str, set[str]] = defaultdict(set)
    published: dict[str, dt.date | None] = {}
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: str(one["document_id"])):
        document_id = row["document_id"]
        stands = original.get(document_id, document_id)
        addresses[stands].update(row["addresses"])
        titles[stands].add(row["title"] or "")
        said[stands].update(row[CORRECTS])
        if stands == document_id:
            published[stands] = row["published_earliest"]
        else:
            copies[stands].append(document_id)
    named = [
        Titled(each, title, sorted(addresses[each]), published[each], sorted(said[each]) if not number else ())
        for each in published
        for number, title in enumerate(sorted(titles[each]))
    ]
    corrects = corrected(named)
    kept = dict(tables)
    if original:
        dropped = pa.array([row[DOCUMENT] for row in rows if row["document_id"] in original], pa.int32())
        kept = {
            name: table.filter(pc.invert(pc.is_in(table[DOCUMENT], value_set=dropped)))
            for name, table in tables.items()
        }
    documents = kept[_DOCUMENTS]
    ids = documents["document_id"].to_pylist()
    filled = {
        "addresses": [sorted(addresses[each]) for each in ids],
        "copies": [copies.get(each, []) for each in ids],
        "corrects": [corrects.get(each, []) for each in ids],
    }
    for column, values in filled.items():
        field = documents.schema.field(column)
        documents = documents.set_column(documents.schema.names.index(column), field, pa.array(values, field.type))
    kept[_DOCUMENTS] = documents
    return kept
