"""What the comparison of two versions has to know of each dataset: what makes two rows the same thing, and what follows from what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extract.datasets.entity_rows import ENTITY_DATASETS as _ENTITY_DATASETS
from extract.datasets.facts import DISPLAY_NAMES
from extract.datasets.schema import DATASETS, read_schemas

NOT_COMPARED = frozenset({"pages", "evidence", "links", "tables", "corrections", "quarantine"})
"""Datasets that follow the candidate without a change of their own.

`pages` and `tables` are the text of documents, which are known by their content: what was read from them is compared, and a
table that is read otherwise would bury it under its cells. `evidence` is told with the row that it states. `links` are
suggestions, which are answered by verdicts; `corrections` are verdicts. What is in `quarantine` is not published.
"""

COMPARED = tuple(dataset for dataset in DATASETS if dataset not in NOT_COMPARED)

ENTITIES = tuple(_ENTITY_DATASETS.values())
"""Datasets whose rows are told to be the same thing by the places that name them."""

IDENTITIES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "documents": (("url",), ("title", "publisher", "language")),
    "releases": (("model_id", "event"),),
    "figures": (
        ("subject_id", "metric", "as_of", "per", "unit"),
        ("subject_id", "metric", "as_of", "per"),
        ("subject_id", "metric", "value", "value_max", "unit", "per"),
    ),
    "relations": (("subject_id", "predicate", "object_id"), ("subject_id", "predicate", "qualifier", "date")),
    "policies": (("title", "jurisdiction_id", "target"), ("title", "jurisdiction_id")),
    "events": (("text", "event", "subject_id"), ("subject_id", "event", "date")),
    "definitions": (("term", "document_id"),),
    "citations": (("title", "document_id"), ("authors", "document_id", "year")),
    "rankings": (("list", "as_of", "item_id"), ("list", "as_of", "rank")),
    "conflicts": (("dataset", "field", "subject_id"),),
}
"""By dataset, the columns by which a row that went and a row that came are one row with other values in its other columns.

Keys hold what is stated, so a corrected value has another key. Sets of columns are tried in their order; two rows are paired if
they agree on all columns of a set, no other row that went or came does, and the first column is not null.
"""

LABELS: Mapping[str, tuple[str, ...]] = {
    "documents": ("title", "publisher", "published", "url"),
    "releases": ("model", "event", "date"),
    "figures": ("subject", "metric", "value", "value_max", "unit", "per", "as_of"),
    "relations": ("subject", "predicate", "object", "qualifier", "date"),
    "policies": ("jurisdiction", "title", "target", "issued"),
    "events": ("subject", "event", "date", "text"),
    "definitions": ("term", "full_name", "definition"),
    "citations": ("authors", "title", "publisher", "year"),
    "rankings": ("list", "as_of", "rank", "item", "score"),
    "conflicts": ("dataset", "field", "subject_id", "values"),
}
"""The columns that tell a row in a few words; of other datasets `name`."""


@cache
def reference_columns(dataset: str) -> tuple[str, ...]:
    """Return the columns that hold ids of entities, documents or, in conflicts, of rows."""
    if dataset == "conflicts":
        return ("subject_id", "row_ids")
    schema = read_schemas()[dataset]
    known = {*ENTITIES, "documents"}
    foreign = [key.fields[0] for key in schema.foreign_keys if len(key.fields) == 1 and key.resource in known]
    return tuple(dict.fromkeys([*foreign, *(key.field for key in schema.typed_keys)]))


@cache
def followers(dataset: str) -> Mapping[str, str]:
    """Return the columns that follow from another one, with that one: days from a date, a name from an id."""
    columns = read_schemas()[dataset].fields
    days = {f"{base}_{end}": base for base in columns for end in ("earliest", "latest")}
    return {column: base for column, base in {**days, **DISPLAY_NAMES.get(dataset, {})}.items() if column in columns}
