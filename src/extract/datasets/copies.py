"""Documents that hold one text become one row of `documents`, before anything is made of what they say.

The table is that of shards; see `extract.datasets.shard`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from extract.datasets.columns import pa, pc
from extract.entities.corrections import Titled, corrected
from extract.entities.same_text import Sighting, standing_for

DOCUMENT, TEXT, CORRECTS = "_document", "_text", "_corrects"


class Standing(NamedTuple):
    """What is left of documents once copies are seen.

    Attributes:
        documents: the rows of documents that stand for themselves; `addresses`, `copies` and `corrects` are filled.
        copies: the numbers of the other documents.
    """

    documents: Any
    copies: Any


def without_copies(documents: Any) -> Standing:
    """Return the documents that stand for themselves; only those that share a text or correct another are looked at singly.

    Args:
        documents: of all shards, with the keys of texts and what each says that it corrects.
    """
    original = _originals(documents)
    corrects = _corrections(documents, original)
    is_copy = pc.is_in(documents["document_id"], value_set=pa.array(original, pa.string()))
    stands = documents.filter(pc.invert(is_copy)) if original else documents
    shared = _shared_addresses(documents, original)
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for copy in sorted(original):
        copies[original[copy]].append(copy)
    for column, values in (("addresses", shared), ("copies", copies), ("corrects", corrects)):
        stands = _filled(stands, column, values)
    return Standing(stands, documents.filter(is_copy)[DOCUMENT].combine_chunks().cast(pa.int32()))


def _originals(documents: Any) -> dict[str, str]:
    """Return for each copy the document that stands for it."""
    found = pc.value_counts(documents[TEXT])
    repeated = pc.struct_field(found, "values").filter(pc.greater(pc.struct_field(found, "counts"), 1)).drop_null()
    alike = documents.filter(pc.is_in(documents[TEXT], value_set=repeated))
    columns = alike.select(["document_id", TEXT, "published_earliest"]).to_pydict().values()
    return standing_for(Sighting(*row) for row in zip(*columns, strict=True))


def _shared_addresses(documents: Any, original: Mapping[str, str]) -> dict[str, list[str]]:
    """Return all addresses of each document that has copies, sorted."""
    ids = pa.array(sorted({*original, *original.values()}), pa.string())
    alike = documents.filter(pc.is_in(documents["document_id"], value_set=ids))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in alike.select(["document_id", "addresses"]).to_pylist():
        found[original.get(row["document_id"], row["document_id"])].update(row["addresses"])
    return {document_id: sorted(addresses) for document_id, addresses in found.items()}


def _corrections(documents: Any, original: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for each document that corrects others their ids."""
    if not (pc.sum(pc.list_value_length(documents[CORRECTS])).as_py() or 0):
        return {}
    columns = ("document_id", "title", "published_earliest", "addresses", CORRECTS)
    return corrected(_titled(documents.select(list(columns)).to_pylist(), original))


def _titled(rows: Iterable[Mapping[str, Any]], original: Mapping[str, str]) -> Iterator[Titled]:
    """Yield each document once for each title that it and its copies bear."""
    groups: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: str(one["document_id"])):
        groups[original.get(row["document_id"], row["document_id"])].append(row)
    for document_id, group in groups.items():
        addresses = sorted({address for row in group for address in row["addresses"]})
        said = sorted({key for row in group for key in row[CORRECTS]})
        published = next(row["published_earliest"] for row in group if row["document_id"] == document_id)
        for number, title in enumerate(sorted({row["title"] or "" for row in group})):
            yield Titled(document_id, title, addresses, published, () if number else said)


def _filled(documents: Any, column: str, values: Mapping[str, list[str]]) -> Any:
    """Return documents with the values of some of them in a column of lists."""
    if not values:
        return documents
    ids, lists = (documents[name].to_pylist() for name in ("document_id", column))
    filled = [values.get(document_id, before) for document_id, before in zip(ids, lists, strict=True)]
    field = documents.schema.field(column)
    return documents.set_column(documents.schema.names.index(column), field, pa.array(filled, field.type))
