"""Claims -> candidate rows of every dataset, each with its evidence, whatever the order of the claims."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.claims.claim import Claim, Evidence, HistoryClaim, NameClaim
from extract.datasets.dates import edtf_columns
from extract.datasets.entity_rows import ENTITY_DATASETS, ESTABLISHED, EntityRows, EntityUses
from extract.datasets.facts import DISPLAY_NAMES, Fact, date_fault, fact_of, refs_of
from extract.datasets.link_rows import link_rows
from extract.datasets.named import named_of
from extract.datasets.quarantine import quarantined, row_json
from extract.datasets.schema import DATASETS, Row, read_schemas
from extract.documents.document import Document
from extract.entities.keys import script_key
from extract.entities.link import Linker, Links
from extract.ids import plain_number, stable_id

PUBLISH_FROM = 0.5
"""Claims with less confidence are for a reviewer: they go to `quarantine`, check ``low-confidence``."""

_NAME_RULE = "name"


@dataclass(frozen=True)
class DocumentClaims:
    """A document and what it says."""

    document: Document
    claims: tuple[Claim, ...]


def build_rows(documents: Sequence[DocumentClaims], linker: Linker) -> dict[str, list[Row]]:
    """Return the candidate rows of every dataset, sorted; `conflicts` is empty until the rows are validated.

    Rows are equal however the documents and their claims are ordered; a claim given twice changes nothing. All is done in
    memory, for a few documents; `extract.datasets.merge` makes the same rows of thousands.

    Args:
        documents: the same content given twice counts as one document with the claims of both.
        linker: makes ids of names.
    """
    read = [Statements(each, linker) for each in merged(documents)]
    entities = EntityRows(
        linker,
        named_of(
            (linked for each in read for linked in each.entities.linked()),
            (count for each in read for count in each.entities.counts()),
        ),
    )
    facts: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for each in read:
        for key, variants in each.facts.items():
            facts[key].extend(variants)
    rows: dict[str, list[Row]] = {dataset: [] for dataset in DATASETS}
    rows["documents"] = [document_row(each.document) for each in read]
    rows["pages"] = [row for each in read for row in page_rows(each.document)]
    rows.update(entities.rows())
    for (dataset, _), variants in facts.items():
        rows[dataset].append(finished(dataset, most_stated_row(variants), entities))
    rows["links"] = link_rows(entities, linker)
    rows["evidence"] = [row for each in read for row in each.evidence.values()]
    rows["quarantine"] = [
        quarantined(fact.dataset, finished(fact.dataset, fact.row, entities), check, message, place)
        for each in read
        for fact, check, message, place in each.refused
    ]
    _find_cited(rows)
    schemas = read_schemas()
    return {dataset: schemas[dataset].sorted(found) for dataset, found in rows.items()}


class Statements:
    """What one document says, as candidate rows that other documents may add to.

    Args:
        read: the document and its claims.
        linker: makes ids of names.

    Attributes:
        document: the document.
        claims: all that it says.
        facts: candidate rows by dataset and id; of one id several if claims differ in what is no part of the key.
        evidence: rows of `evidence` by their id.
        refused: claims that cannot be published: what they state, the check, its message and the place.
        entities: how the published claims name entities.
    """

    def __init__(self, read: DocumentClaims, linker: Linker) -> None:
        self.document = read.document
        self.claims = read.claims
        self.facts: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        self.evidence: dict[str, Row] = {}
        self.refused: list[tuple[Fact, str, str, Row]] = []
        self.entities = EntityUses(linker)
        document = read.document
        faults = {claim: _fault(claim, document) for claim in dict.fromkeys(read.claims)}
        good = [claim for claim, fault in faults.items() if fault is None]
        links = linker.link(ref for claim in good for ref in refs_of(claim))
        for claim, fault in faults.items():
            if isinstance(claim, NameClaim):
                if fault is None:
                    self._name(claim, links)
                continue
            fact = fact_of(claim, links.of, document.document_id)
            if fault:
                place = _place(document, claim.evidence[0], claim.rule, claim.confidence)
                self.refused.append((fact, *fault, place))
            else:
                self._publish(claim, fact, links)

    def _publish(self, claim: Claim, fact: Fact, links: Links) -> None:
        self.facts[fact.dataset, fact.row_id].append(fact.row)
        for number, evidence in enumerate(claim.evidence):
            place = _place(self.document, evidence, claim.rule, claim.confidence)
            self._add_evidence(fact.dataset, fact.row_id, place, main=number == 0)
        self._name(claim, links)
        if isinstance(claim, HistoryClaim) and claim.subject and claim.event == ESTABLISHED:
            place = _place(self.document, claim.evidence[0], claim.rule, claim.confidence)
            self._add_evidence("organizations", links.of(claim.subject).entity_id, place, main=False)
        self.entities.add_claim(claim, links.of, self.document.document_id)

    def _name(self, claim: Claim, links: Links) -> None:
        """Note the entities that a claim names, each with the place."""
        for ref in refs_of(claim):
            named = self.entities.add_name(ref, links.of(ref), self.document.document_id, self.document.language)
            for linked in named:
                if dataset := ENTITY_DATASETS.get(linked.entity_type):
                    place = _place(self.document, ref.evidence, _NAME_RULE, claim.confidence)
                    self._add_evidence(dataset, linked.entity_id, place, main=True)

    def _add_evidence(self, dataset: str, row_id: str, place: Row, *, main: bool) -> None:
        parts = (place[name] for name in ("document_id", "page", "start", "end", "rule"))
        evidence_id = stable_id("evidence", dataset, row_id, *parts)
        row = {"evidence_id": evidence_id, "dataset": dataset, "row_id": row_id, **place, "main": main}
        if before := self.evidence.get(evidence_id):
            row["confidence"] = max(row["confidence"], before["confidence"])
            row["main"] = main or before["main"]
        self.evidence[evidence_id] = row


def finished(dataset: str, row: Row, entities: EntityRows) -> Row:
    """Return a fact's `row` with the columns that need every document's names."""
    made = {name: row.get(name) for name in read_schemas()[dataset].fields}
    for column, id_column in DISPLAY_NAMES.get(dataset, {}).items():
        if entity_id := row.get(id_column):
            made[column] = entities.display_name(entity_id)
    if dataset == "releases":
        made["version"] = entities.version_of(row["model_id"]) or row["version"]
    return made


def merged(documents: Sequence[DocumentClaims]) -> list[DocumentClaims]:
    """Return the documents in the order of their ids, each with its claims in an order of their own."""
    groups: defaultdict[str, list[DocumentClaims]] = defaultdict(list)
    for each in documents:
        groups[each.document.document_id].append(each)
    found = []
    for _, group in sorted(groups.items()):
        document = min((each.document for each in group), key=lambda one: row_json(document_row(one)))
        addresses = {address for each in group for address in (each.document.url, *each.document.addresses)}
        document = replace(document, addresses=tuple(sorted(addresses - {""})))
        claims = sorted({claim for each in group for claim in each.claims}, key=repr)
        found.append(DocumentClaims(document, tuple(claims)))
    return found


def _fault(claim: Claim, document: Document) -> tuple[str, str] | None:
    """Return the check that keeps `claim` from being published and why, or None."""
    named = refs_of(claim)
    for evidence in (*claim.evidence, *(ref.evidence for ref in named)):
        if problem := _quote_problem(document, evidence):
            return "empty-quote", problem
    if any(not ref.name.strip() for ref in named):
        return "empty-name", "A name of the claim is empty."
    if message := date_fault(claim):
        return "date-unknown-year", f"{message[0].upper()}{message[1:]}."
    if not claim.confidence >= PUBLISH_FROM:
        return "low-confidence", f"The confidence {claim.confidence:g} is below {PUBLISH_FROM:g}."
    return None


def _quote_problem(document: Document, evidence: Evidence) -> str:
    start, end = evidence.span
    if not 1 <= evidence.page <= len(document.pages):
        return f"There is no page {evidence.page}."
    if not 0 <= start <= end <= len(document.page(evidence.page).text):
        return f"The span {start}:{end} is not within page {evidence.page}."
    if not _quote(document, evidence).strip():
        return f"The span {start}:{end} of page {evidence.page} has no text."
    return ""


def _quote(document: Document, evidence: Evidence) -> str:
    return evidence.span.of(document.page(evidence.page).text)


def _place(document: Document, evidence: Evidence, rule: str, confidence: float) -> Row:
    is_there = 1 <= evidence.page <= len(document.pages)
    box = document.page(evidence.page).box_of(evidence.span) if is_there else None
    return {
        "document_id": document.document_id,
        "page": evidence.page,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": _quote(document, evidence) if is_there else "",
        "bbox": [round(float(side), 2) for side in box] if box else None,
        "rule": rule,
        "confidence": round(float(confidence), 4) if math.isfinite(confidence) else None,
    }


def most_stated_row(variants: list[Row]) -> Row:
    """Return one row for several of one key: in each column what most of them say, null only if all are."""
    if len(variants) == 1:
        return variants[0]
    merged: Row = {}
    for column in variants[0]:
        said: Counter[str] = Counter()
        values: dict[str, Any] = {}
        for variant in variants:
            if variant[column] not in (None, [], ""):
                written = json.dumps(variant[column], ensure_ascii=False, default=plain_number)
                said[written] += 1
                values[written] = variant[column]
        winner = min(said, key=lambda each: (-said[each], each), default=None)
        merged[column] = variants[0][column] if winner is None else values[winner]
    return merged


def document_row(document: Document) -> Row:
    """Return the row of `documents`."""
    return {
        "document_id": document.document_id,
        "kind": document.kind,
        "language": document.language,
        "title": document.title or None,
        "authors": list(document.authors),
        "publisher": document.publisher or None,
        **edtf_columns("published", document.published),
        "url": document.url or None,
        "addresses": sorted({document.url, *document.addresses} - {""}),
        "copies": [],
        "corrects": [],
        "media_type": document.media_type,
        "sha256": document.sha256,
        "pages": len(document.pages),
        "characters": sum(len(page.text) for page in document.pages),
    }


def page_rows(document: Document) -> Iterable[Row]:
    """Yield the rows of `pages`."""
    for page in document.pages:
        yield {
            "page_id": stable_id("page", document.document_id, page.number),
            "document_id": document.document_id,
            "page": page.number,
            "text": page.text or None,
            "width": round(float(page.width), 2) or None,
            "height": round(float(page.height), 2) or None,
            "way": page.way or None,
        }


def _find_cited(rows: dict[str, list[Row]]) -> None:
    """Fill `cited_document_id` where exactly one other document bears the cited title."""
    titled: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows["documents"]:
        if row["title"]:
            titled[script_key(row["title"])].append(row["document_id"])
    for citation in rows["citations"]:
        found = titled.get(script_key(citation["title"] or ""), [])
        others = [document_id for document_id in found if document_id != citation["document_id"]]
        citation["cited_document_id"] = others[0] if len(others) == 1 else None
