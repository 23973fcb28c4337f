"""Small versions for the tests of the review: rows that say little, written as packages."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.datasets.schema import read_schemas
from extract.datasets.store import write_package
from extract.ids import stable_id
from extract.review.change import Change
from extract.review.changes import find_changes

Rows = dict[str, list[dict[str, Any]]]


def row(dataset: str, /, **values: Any) -> dict[str, Any]:
    """Return a row of a dataset in which all that is not given is null or an empty list."""
    fields = read_schemas()[dataset].fields
    assert set(values) <= set(fields), set(values) - set(fields)
    return {
        name: values.get(name, [] if field.type == "array" and field.required else None)
        for name, field in fields.items()
    }


def document(number: int = 1, **values: Any) -> dict[str, Any]:
    known = {
        "kind": "article",
        "language": "zh",
        "media_type": "text/plain",
        "sha256": f"{number:064x}",
        "pages": 1,
        "characters": 9,
    }
    return row("documents", **{"document_id": f"doc-{number}", **known, **values})


def page(text: str, number: int = 1, of: int = 1) -> dict[str, Any]:
    return row("pages", page_id=f"page-{of}-{number}", document_id=f"doc-{of}", page=number, text=text)


def organization(row_id: str, name: str, **values: Any) -> dict[str, Any]:
    return row("organizations", organization_id=row_id, name=name, **values)


def figure(row_id: str, subject: str, value: Any, /, **values: Any) -> dict[str, Any]:
    known = {"subject_type": "organization", "subject": "甲", "metric": "employees", "bound": "exact", "unit": "people"}
    return row("figures", **{"figure_id": row_id, "subject_id": subject, "value": Decimal(value), **known, **values})


def place(
    dataset: str, row_id: str, start: int, /, of: int = 1, page: int = 1, quote: str = "甲", **values: Any
) -> dict[str, Any]:
    where = {"document_id": f"doc-{of}", "page": page, "start": start, "end": start + len(quote), "quote": quote}
    known = {"rule": "name", "confidence": 0.9, "main": True}
    evidence_id = stable_id("evidence", dataset, row_id, *where.values())
    return row(
        "evidence", **{"evidence_id": evidence_id, "dataset": dataset, "row_id": row_id, **where, **known, **values}
    )


def changes(tmp_path: Path, before: Rows, after: Rows) -> tuple[Change, ...]:
    """Return what differs between two versions of the given rows."""
    for name, rows in (("before", before), ("after", after)):
        write_package(copy.deepcopy(rows), tmp_path / name)
    return find_changes(tmp_path / "before", tmp_path / "after")


def told(found: tuple[Change, ...]) -> set[tuple[Any, ...]]:
    """Return kind, row before, row, column and values of changes."""
    return {(each.kind, each.row_id_before, each.row_id, each.field, each.before, each.after) for each in found}
