"""Documents -> their part of all datasets, checked once, as Arrow tables that can be kept and put together.

An id depends on the document that uses a name and on the names files and verdicts alone. So what a document adds is
independent of all others, and only what they say together (names shown, what most of them state) is left to the merge.

The tables of a shard, each with the column `_document`, the number of the document in the shard:

- of a dataset whose rows belong to one document: its valid rows; `documents` and `citations` have the folded title too,
  and `documents` what `extract.datasets.copies` needs of a text;
- of a dataset whose facts several documents may state: every valid candidate with `_said`, all that it says, and `_times`,
  how often the document says so; names to show are those that the names files have, else ids;
- ``odd``: candidates of such facts that are not valid by themselves, as JSON;
- ``quarantine``: what was refused of the document; `_open` tells whether other documents may name what it names;
- ``entities`` and ``counts``: what `EntityUses` collected; ``candidates``: what its names may stand for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from extract.datasets.build import DocumentClaims, Statements, document_row, finished, most_stated_row, page_rows
from extract.datasets.coerce import coerced
from extract.datasets.columns import pa, table_of
from extract.datasets.copies import CORRECTS, DOCUMENT, TEXT
from extract.datasets.entity_rows import EntityRows
from extract.datasets.facts import DISPLAY_NAMES
from extract.datasets.link_rows import candidates_of
from extract.datasets.named import named_of
from extract.datasets.quarantine import quarantined, row_json
from extract.datasets.schema import Row, read_schemas
from extract.datasets.validate import Quarantine, check_independently, valid_alone
from extract.entities.candidates import Candidate, Candidates
from extract.entities.corrections import said_to_correct
from extract.entities.keys import script_key
from extract.entities.link import Linker
from extract.entities.same_text import text_key

OWN = ("documents", "pages", "definitions", "citations", "tables", "evidence")
"""Datasets whose rows belong to one document."""

SHARED = ("releases", "figures", "relations", "policies", "events", "rankings")
"""Datasets whose rows several documents may state."""

SAID, TIMES, TITLE, OPEN = "_said", "_times", "_title", "_open"
_TITLED = ("documents", "citations")
_TYPES = {
    DOCUMENT: pa.int32(),
    SAID: pa.string(),
    TIMES: pa.int64(),
    TITLE: pa.string(),
    OPEN: pa.bool_(),
    TEXT: pa.string(),
    CORRECTS: pa.list_(pa.string()),
}
_PLAIN = {
    "odd": {"dataset": pa.string(), "row_id": pa.string(), "row": pa.string(), TIMES: pa.int64()},
    "entities": {
        "entity_id": pa.string(),
        "entity_type": pa.string(),
        "version": pa.string(),
        "family": pa.string(),
        "is_variant": pa.bool_(),
    },
    "counts": {"entity_id": pa.string(), "what": pa.string(), "value": pa.string(), "places": pa.int64()},
    "candidates": {"entity_id": pa.string(), "names": pa.list_(pa.string()), "found": pa.string()},
}
_ADDED = {
    **dict.fromkeys(OWN, (DOCUMENT,)),
    **dict.fromkeys(_TITLED, (DOCUMENT, TITLE)),
    "documents": (DOCUMENT, TITLE, TEXT, CORRECTS),
    **dict.fromkeys(SHARED, (DOCUMENT, SAID, TIMES)),
    "quarantine": (DOCUMENT, OPEN),
}


def shard_tables(documents: Sequence[DocumentClaims], linker: Linker) -> dict[str, Any]:
    """Return the Arrow tables of documents, by name; the documents are numbered in their order.

    Args:
        documents: no two with one id.
        linker: makes ids of names.

    Raises:
        ShuttenError: if the independent check refuses rows that our own accepts.
    """
    shard = _Shard(linker)
    for number, each in enumerate(documents):
        shard.add(number, Statements(each, linker))
    return shard.tables()


def written_candidates(found: Sequence[Candidate]) -> str:
    """Return candidates as a text, which `read_candidates` reads."""
    return (
        json.dumps([(each.entity_id, str(each.score), each.reason) for each in found], ensure_ascii=False)
        if found
        else ""
    )


def read_candidates(text: str) -> tuple[Candidate, ...]:
    """Return what `written_candidates` wrote."""
    return tuple(Candidate(each[0], Decimal(each[1]), each[2]) for each in json.loads(text)) if text else ()


def refers_to(dataset: str, row: Row) -> list[str]:
    """Return the ids in a fact's row on whose names or version other columns of it depend."""
    return [row[column] for column in DISPLAY_NAMES.get(dataset, {}).values() if row.get(column)]


class _Shard:
    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._known = EntityRows(linker, {})
        self._finder = Candidates(linker)
        self._rows: dict[str, list[Row]] = {name: [] for name in _ADDED}
        self._added: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _ADDED}
        self._plain: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _PLAIN}

    def add(self, number: int, read: Statements) -> None:
        """Take one document."""
        refused = Quarantine({"evidence": read.evidence.values()})
        for dataset, candidates in _own(read).items():
            for row in valid_alone(read_schemas()[dataset], candidates, refused):
                added: tuple[Any, ...] = (script_key(row["title"] or ""),) if dataset in _TITLED else ()
                if dataset == "documents":
                    added += (text_key(read.document, read.claims), list(said_to_correct(read.document)))
                self._take(dataset, row, number, *added)
        for (dataset, row_id), variants in read.facts.items():
            if dataset in SHARED:
                self._take_shared(number, dataset, row_id, variants)
        for row in refused.rows():
            self._take("quarantine", row, number, row["dataset"] == "citations")
        for fact, check, message, place in read.refused:
            made = quarantined(fact.dataset, finished(fact.dataset, fact.row, self._known), check, message, place)
            new = any(self._linker.entity(each) is None for each in refers_to(fact.dataset, fact.row))
            self._take("quarantine", made, number, new)
        for linked in read.entities.linked():
            self._plain["entities"].append(
                (linked.entity_id, linked.entity_type, linked.version, linked.family, linked.is_variant, number)
            )
        self._plain["counts"].extend((*count, number) for count in read.entities.counts())
        named = named_of(read.entities.linked(), read.entities.counts())
        for entity_id, found in candidates_of(EntityRows(self._linker, named), self._finder).items():
            self._plain["candidates"].append((entity_id, named[entity_id].names, written_candidates(found), number))

    def tables(self) -> dict[str, Any]:
        """Return everything that was taken."""
        tables: dict[str, Any] = {}
        for name, rows in self._rows.items():
            schema = read_schemas()[name]
            check_independently(schema, rows, has_keys=name in OWN)
            table = table_of(schema, rows)
            for column, values in zip(_ADDED[name], _columns(self._added[name], len(_ADDED[name])), strict=True):
                table = table.append_column(column, pa.array(values, _TYPES[column]))
            tables[name] = table
        for name, types in _PLAIN.items():
            typed = types | {DOCUMENT: pa.int32()}
            columns = _columns(self._plain[name], len(typed))
            arrays = [pa.array(values, kind) for values, kind in zip(columns, typed.values(), strict=True)]
            tables[name] = pa.Table.from_arrays(arrays, names=list(typed))
        return tables

    def _take(self, dataset: str, row: Row, *added: Any) -> None:
        self._rows[dataset].append(row)
        self._added[dataset].append(added)

    def _take_shared(self, number: int, dataset: str, row_id: str, variants: Iterable[Row]) -> None:
        said: dict[str, Row | None] = {}
        times: Counter[str] = Counter()
        for variant in variants:
            row = finished(dataset, variant, self._known)
            made, faults = coerced(read_schemas()[dataset], row)
            written = row_json(row if faults else made)
            said[written] = None if faults else made
            times[written] += 1
        for written, valid in said.items():
            if valid is None:
                self._plain["odd"].append((dataset, row_id, written, times[written], number))
            else:
                self._take(dataset, valid, number, written, times[written])


def _own(read: Statements) -> dict[str, list[Row]]:
    """Return the candidates of the datasets whose rows belong to the document."""
    found: dict[str, list[Row]] = {name: [] for name in OWN}
    found["documents"] = [document_row(read.document)]
    found["pages"] = list(page_rows(read.document))
    found["evidence"] = list(read.evidence.values())
    for (dataset, _), variants in read.facts.items():
        if dataset in OWN:
            found[dataset].append(most_stated_row(variants))
    found["citations"] = [{**row, "cited_document_id": None} for row in found["citations"]]
    return found


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width
