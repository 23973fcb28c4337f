"""Values that reviewers corrected: which corrections are in force, and how they stand in the datasets.

A correction is of a column of a row, for so long as the source says what it said when the reviewer saw it. The row keeps its key
and its evidence; what the source says is published beside it, in the dataset ``corrections``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from extract.datasets.coerce import coerced
from extract.datasets.dates import edtf_columns
from extract.datasets.schema import Field, Row, read_schemas
from extract.errors import ShuttenError
from extract.ids import stable_id
from extract.review.change import CHANGED, value_text
from extract.sources.verdict_lines import ACCEPT, CORRECT, REJECT
from extract.sources.verdicts import ChangeVerdict

ColumnKey = tuple[str, str, str]
"""Dataset, key of a row, column."""


def corrections_in_force(verdicts: Iterable[ChangeVerdict]) -> Mapping[ColumnKey, ChangeVerdict]:
    """Return the corrections of columns, of several the last; the source's value accepted, or the one before kept, ends one.

    Args:
        verdicts: oldest first.
    """
    found: dict[ColumnKey, ChangeVerdict] = {}
    for each in verdicts:
        if each.field is None:
            continue
        key = (each.dataset, each.row, each.field)
        if each.verdict == CORRECT:
            found[key] = each
        elif each.kind == CHANGED and (known := found.get(key)):
            keeps_it = each.verdict == REJECT and each.before == known.value
            if each.verdict in (ACCEPT, REJECT) and not keeps_it:
                del found[key]
    return found


def corrected(dataset: str, row: Row, column: str, verdict: ChangeVerdict, value: str | None) -> Row | None:
    """Return a row with another value and what follows from it; None if the source says something else than the reviewer saw.

    Args:
        dataset: that of the row.
        row: as the source says.
        column: which value.
        verdict: what tells the value that the reviewer saw.
        value: the new one, as in CSV.

    Raises:
        ShuttenError: if the value does not fit the column.
    """
    schema = read_schemas()[dataset]
    if column not in schema.fields or column == schema.primary_key:
        raise ShuttenError(verdict.place, f"{column!r} is no column of {dataset} that can be corrected.", "Undo it.")
    if value_text(schema.fields[column], row[column]) != verdict.after:
        return None
    read = _read(schema.fields[column], value, verdict.place)
    made = {**row, column: read}
    if f"{column}_earliest" in schema.fields:
        made |= edtf_columns(column, read or "")
    made, faults = coerced(schema, made)
    if faults:
        raise ShuttenError(
            verdict.place, f"does not fit {dataset}: {faults[0].message}", "Undo it, or correct it again."
        )
    return made


def correction_row(dataset: str, column: str, verdict: ChangeVerdict) -> Row:
    """Return the row of ``corrections`` that a correction in force has."""
    return {
        "correction_id": stable_id("correction", dataset, verdict.row, column, verdict.after, verdict.value),
        "dataset": dataset,
        "row_id": verdict.row,
        "field": column,
        "stated": verdict.after,
        "corrected": verdict.value,
        "reviewer": verdict.reviewer,
        "decided_at": verdict.time,
        "note": verdict.note or None,
    }


def _read(column: Field, text: str | None, place: str) -> Any:
    """Return a value from its text as in CSV."""
    if text is None:
        return None
    if column.type == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if column.type == "array":
        try:
            return json.loads(text)
        except ValueError as error:
            raise ShuttenError(place, f"{text!r} is no JSON list: {error}.", "Undo it, or correct it again.") from error
    return text
