"""Rows of the dataset `quarantine`: the candidate, the check that it failed and the place that states it."""

from __future__ import annotations

import datetime as dt
import json
import math
from decimal import Decimal
from typing import Any

from extract.datasets.schema import WHOLE_LIMIT, Row
from extract.ids import plain_number, stable_id

_PLACE = ("document_id", "page", "quote", "start", "end", "rule", "confidence")


def row_json(row: Row) -> str:
    """Return a row as JSON with sorted keys; decimals and numbers that are none are strings."""
    finite = {
        name: repr(value) if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in row.items()
    }
    return _encodable(json.dumps(finite, ensure_ascii=False, sort_keys=True, default=_written, separators=(",", ":")))


def quarantined(dataset: str, row: Row, check: str, message: str, place: Row | None, *, copy: int = 0) -> Row:
    """Return the quarantine row for one fault of a candidate.

    Args:
        dataset: what the candidate was meant for.
        row: the candidate.
        check: the check that it failed, in kebab-case.
        message: one sentence that names the fault.
        place: an evidence row, or at least its document, page, offsets, quote, rule and confidence.
        copy: tells equal candidates apart: 0 the first, 1 the second and so on.
    """
    made: Row = {"dataset": dataset, "row": row_json(row), "check": check, "message": message}
    made.update({name: _storable((place or {}).get(name)) for name in _PLACE})
    made = {name: _encodable(value) if isinstance(value, str) else value for name, value in made.items()}
    made["quote"] = made["quote"] or None
    parts = [copy, *(made[name] for name in ("dataset", "row", "check", "message", "document_id", "page"))]
    parts += [made[name] for name in ("start", "end", "rule")]
    return {"quarantine_id": stable_id("quarantine", *parts), **made}


def _storable(value: Any) -> Any:
    """Return `value`, or None for a number that no column can hold (the whole candidate stands in `row`)."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return None if is_number and not abs(value) < WHOLE_LIMIT else value


def _encodable(text: str) -> str:
    """Return `text` with half characters escaped, which UTF-8 cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return plain_number(value) if value.is_finite() and abs(value.adjusted()) < 99 else str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return repr(value)
