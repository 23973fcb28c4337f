"""The rows that the first lines of each document state, for sets of facts that were read so far and no further."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gold.report_compare import Row

from extract.documents.document import Document

_FACTS = {
    "releases": "release_id",
    "figures": "figure_id",
    "relations": "relation_id",
    "policies": "policy_id",
    "citations": "citation_id",
    "rankings": "ranking_id",
    "definitions": "definition_id",
    "events": "event_id",
}


def within(rows: Mapping[str, Sequence[Row]], documents: Iterable[Document], lines: int) -> dict[str, Sequence[Row]]:
    """Return the rows without the facts that no document states in its first lines.

    Args:
        rows: the published rows by dataset, with `evidence`.
        documents: the documents that they were read from.
        lines: how many lines of each document, pages on end, were read by hand.

    A fact is stated where the main place of its evidence begins; a heading further up that names its subject does not state it.
    Things keep their rows, and so do pages, because a name may be explained anywhere.
    """
    ends = {document.document_id: _ends(document, lines) for document in documents}
    stated = {
        (each["dataset"], each["row_id"])
        for each in rows["evidence"]
        if each["main"] and each["start"] < ends[each["document_id"]].get(each["page"], 0)
    }
    return {
        dataset: [row for row in kept if (dataset, row[_FACTS[dataset]]) in stated] if dataset in _FACTS else kept
        for dataset, kept in rows.items()
    }


def _ends(document: Document, lines: int) -> dict[int, int]:
    """Return where the first lines of a document end in the text of each page; a page behind them is not there."""
    ends: dict[int, int] = {}
    for page in document.pages:
        if lines <= 0:
            break
        kept = page.text.splitlines(keepends=True)[:lines]
        ends[page.number] = sum(map(len, kept))
        lines -= len(kept)
    return ends
