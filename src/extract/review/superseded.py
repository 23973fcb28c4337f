"""Documents that stand beside the newer copy that took their place.

An old copy stays published for as long as a row rests on it that has not been decided. By then its new copy is published too, so
no comparison could tell any more that one took the place of the other: the version says it itself, in its manifest.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from extract.datasets.store import MANIFEST
from extract.review.change import Change

SUPERSEDED = "superseded"
"""The key in the inputs of a version that was put together."""


def replacements(changes: Iterable[Change]) -> dict[str, str]:
    """Return by id of a document the id of the one that took its place, as changes tell it."""
    found = {each.row_id_before: each.row_id for each in changes if each.dataset == "documents"}
    return {before: after for before, after in sorted(found.items(), key=str) if before}


def superseded(changes: Iterable[Change], documents: Collection[str]) -> dict[str, str]:
    """Return those replacements of which a version has both documents.

    Args:
        changes: between what it was put together of.
        documents: the ids of the documents that it has.
    """
    return {old: new for old, new in replacements(changes).items() if {old, new} <= set(documents)}


def recorded(version: Path) -> Mapping[str, str]:
    """Return which documents of a version stand beside their new copy, by its manifest; none if it does not say so."""
    try:
        read = json.loads((version / MANIFEST).read_text(encoding="utf-8"))["inputs"][SUPERSEDED]
        return {str(old): str(new) for old, new in read.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
