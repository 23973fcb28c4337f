"""The lines of text that state rows: what tells whether a verdict's evidence still stands, wherever it has moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet

from extract.datasets.columns import pa, pc
from extract.errors import ShuttenError
from extract.sources.verdicts import ChangeVerdict, line_key

pq: Any = pyarrow.parquet  # it has no type stubs

RowKey = tuple[str, str]
"""Dataset and key of a row."""

Line = tuple[str, str]
"""A quote and the `line_key` of the line that holds it."""


def seen_lines(verdict: ChangeVerdict) -> frozenset[Line]:
    """Return the lines that a reviewer saw."""
    return frozenset((place.quote, place.line) for place in verdict.evidence)


def stated_lines(version: Path, rows: Collection[RowKey]) -> Mapping[RowKey, frozenset[Line]]:
    """Return the lines that state rows.

    Args:
        version: the folder of a version.
        rows: which rows; one without evidence has no lines.

    Raises:
        ShuttenError: if a file of the version cannot be read.
    """
    wanted = pa.array(sorted({row_id for _, row_id in rows}), pa.string())
    try:
        evidence = pq.read_table(
            version / "evidence.parquet",
            columns=["dataset", "row_id", "document_id", "page", "start", "end", "quote"],
            filters=pc.is_in(pc.field("row_id"), value_set=wanted),
        ).to_pylist()
        texts = _texts(version, {each["document_id"] for each in evidence})
    except (OSError, pa.ArrowException) as error:
        raise ShuttenError(str(version), f"cannot be read: {error}.", "Build the version again.") from error
    found: defaultdict[RowKey, set[Line]] = defaultdict(set)
    asked = frozenset(rows)
    for each in evidence:
        if (each["dataset"], each["row_id"]) in asked:
            text = texts.get((each["document_id"], each["page"]), "")
            found[each["dataset"], each["row_id"]].add((each["quote"], line_key(text, each["start"], each["end"])))
    return {row: frozenset(lines) for row, lines in found.items()}


def _texts(version: Path, documents: Collection[str]) -> dict[tuple[str, int], str]:
    pages = pq.read_table(
        version / "pages.parquet",
        columns=["document_id", "page", "text"],
        filters=pc.is_in(pc.field("document_id"), value_set=pa.array(sorted(documents), pa.string())),
    ).to_pylist()
    return {(each["document_id"], each["page"]): each["text"] or "" for each in pages}
