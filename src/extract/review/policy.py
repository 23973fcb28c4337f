"""The catalogue's rules of publishing, applied to changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet

from extract.review.change import EVIDENCE, Change
from extract.sources.publishing import Publishing, Rule

pq: Any = pyarrow.parquet  # it has no type stubs

LetsThrough = Callable[[Change], bool]


def _nothing() -> Mapping[str, frozenset[str]]:
    return {}


@dataclass(frozen=True)
class Policy:
    """What goes through without a verdict.

    Attributes:
        publishing: the catalogue's rules.
        sources: gives by SHA-256 of a document the entries of the catalogue that hold it; asked only if a rule names a source.
    """

    publishing: Publishing = field(default_factory=Publishing)
    sources: Callable[[], Mapping[str, frozenset[str]]] = _nothing

    def between(self, *versions: Path | None) -> LetsThrough:
        """Return what tells whether a change between versions needs nobody's word.

        Args:
            versions: their folders.
        """
        rules = self.publishing.let_through
        if isinstance(rules, str):
            return lambda _: True
        documents: dict[str, frozenset[str]] = {}
        if any(rule.source for rule in rules):
            known = self.sources()
            for folder in versions:
                for row in _documents(folder) if folder else ():
                    documents[row["document_id"]] = known.get(row["sha256"], frozenset())
        return lambda change: any(_is_of(change, rule, documents) for rule in rules)


def _documents(version: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = pq.read_table(
        version / "documents.parquet", columns=["document_id", "sha256"]
    ).to_pylist()
    return found


def _is_of(change: Change, rule: Rule, documents: Mapping[str, frozenset[str]]) -> bool:
    return (
        (not rule.dataset or change.dataset in rule.dataset)
        and (not rule.kind or change.kind in rule.kind)
        and (not rule.field or _is_of_field(change, rule.field))
        and (not rule.cause or (change.cause is not None and set(change.cause.split("+")) <= set(rule.cause)))
        and (rule.confidence is None or (change.confidence or 0.0) >= rule.confidence)
        and (not rule.source or _comes_from(change, frozenset(rule.source), documents))
    )


def _is_of_field(change: Change, fields: Collection[str]) -> bool:
    """Return whether a change is of one of some columns; one of evidence alone is only if a source still states the row."""
    return change.field in fields and (change.field != EVIDENCE or bool(change.evidence_after))


def _comes_from(change: Change, sources: frozenset[str], documents: Mapping[str, frozenset[str]]) -> bool:
    """Return whether each document that a change rests on comes from one of some sources; one without documents does not."""
    return bool(change.documents) and all(
        not sources.isdisjoint(documents.get(document, frozenset())) for document in change.documents
    )
