"""One row against its Table Schema: values of the schema's types, and every fault of the row by name."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, NamedTuple

from extract.datasets.dates import edtf_range
from extract.datasets.schema import WHOLE_LIMIT, Field, Row, TableSchema
from extract.ids import plain_number

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_HALF = re.compile("[\ud800-\udfff]")
_WITH_RULES = frozenset({"evidence", "policies", "citations"})  # more than single columns and dates tell


class Fault(NamedTuple):
    """One reason why a row cannot be published: a check's name in kebab-case and a sentence."""

    check: str
    message: str


def coerced(schema: TableSchema, row: Row) -> tuple[Row, list[Fault]]:
    """Return `row` with each value of its column's type, and every fault found.

    A column that is not given is null, and so is an empty string; a value that has a fault is kept as it was.
    """
    faults: list[Fault] = []
    made: Row = {}
    for name, column in schema.fields.items():
        given = row.get(name)
        made[name] = given
        if type(given) is str and given and column.type == "string" and not column.limited and not _HALF.search(given):
            continue  # as most values are
        try:
            made[name] = value = _value(column, given)
        except ValueError as error:
            faults.append(Fault("type", f"{name}: {error}."))
            continue
        if value is None:
            if column.required:
                faults.append(Fault("required", f"{name} is null and must not be."))
        elif column.limited:
            faults.extend(_constraint_faults(column, value))
    for name in sorted(row.keys() - schema.fields.keys()):
        faults.append(Fault("unknown-column", f"{name} is no column of {schema.dataset}."))
    if not faults:
        faults.extend(_row_faults(schema, made))
    return made, faults


def is_plain(schema: TableSchema, row: Row) -> bool:
    """Return whether it can be told at a glance that `coerced` returns an equal row without faults.

    True of rows with all columns that hold printable texts and lists of such alone, as most entities do.
    """
    if schema.dataset in _WITH_RULES or row.keys() != schema.fields.keys():
        return False
    for name, column in schema.fields.items():
        value = row[name]
        if value is None:
            if column.required:
                return False
        elif name in schema.dated:
            return False
        elif column.type == "array":
            if column.item_type != "string" or not isinstance(value, list) or not all(map(_is_text, value)):
                return False
        elif column.type != "string" or not _is_text(value) or not _fits(column, value):
            return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and value.isprintable()


def _fits(column: Field, value: str) -> bool:
    limits = column.constraints
    if limits.keys() - {"required", "unique", "pattern"}:
        return False
    return "pattern" not in limits or _pattern(limits["pattern"]).fullmatch(value) is not None


def _value(column: Field, given: Any) -> Any:
    """Return `given` as the column's type has it.

    Raises:
        ValueError: if it cannot be that without a change of meaning.
    """
    if given is None or given == "":
        return None
    if column.type == "array":
        if not isinstance(given, list | tuple):
            raise ValueError(f"{given!r} is no list")
        items = [_item(column.item_type, each, column) for each in given]
        if any(each is None for each in items):
            raise ValueError("a list holds null or an empty text")
        return items
    return _item(column.type, given, column)


def _item(kind: str, given: Any, column: Field) -> Any:
    if kind == "string":
        if not isinstance(given, str):
            raise ValueError(f"{given!r} is no text")
        if _HALF.search(given):
            raise ValueError("the text holds half a character (a lone surrogate)")
        return given or None
    if kind == "boolean":
        if not isinstance(given, bool):
            raise ValueError(f"{given!r} is neither true nor false")
        return given
    if kind == "date":
        return _day(given)
    if kind == "integer":
        return _integer(given)
    if column.scale is not None:
        return _decimal(given, column)
    return _float(given)


def _day(given: Any) -> str:
    text = given.isoformat() if isinstance(given, dt.date) and not isinstance(given, dt.datetime) else given
    if not isinstance(text, str) or not _ISO_DAY.fullmatch(text):
        raise ValueError(f"{given!r} is no ISO date")
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{text} is on no calendar") from None


def _integer(given: Any) -> int:
    is_text = isinstance(given, str) and _INTEGER.fullmatch(given)
    if isinstance(given, bool) or not (is_text or isinstance(given, int | float | Decimal)):
        raise ValueError(f"{given!r} is no whole number")
    try:
        number = int(given)
    except (ValueError, OverflowError):
        raise ValueError(f"{given!r} is no whole number") from None
    if not is_text and number != given:
        raise ValueError(f"{given!r} is no whole number")
    if not -WHOLE_LIMIT < number < WHOLE_LIMIT:
        raise ValueError(f"{given!r} is too great to be exact everywhere")
    return number


def _decimal(given: Any, column: Field) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal | str):
        raise ValueError(f"{given!r} is no number")
    try:
        number = Decimal(str(given)) if isinstance(given, float | str) else Decimal(given)
    except InvalidOperation:
        raise ValueError(f"{given!r} is no number") from None
    if not number.is_finite():
        raise ValueError(f"{given!r} is no finite number")
    if abs(number.adjusted()) > 2 * column.precision and number:
        raise ValueError(f"{number} does not fit into {column.precision} digits")
    text = plain_number(number)
    whole, _, fraction = text.lstrip("-").partition(".")
    if len(fraction) > (column.scale or 0) or len(whole) > column.precision - (column.scale or 0):
        raise ValueError(f"{text} does not fit into {column.precision} digits, {column.scale} of them decimals")
    return Decimal(text)


def _float(given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal | str):
        raise ValueError(f"{given!r} is no number")
    try:
        number = float(given)
    except (ValueError, OverflowError):
        raise ValueError(f"{given!r} is no number") from None
    if not math.isfinite(number):
        raise ValueError(f"{given!r} is no finite number")
    return number


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _constraint_faults(column: Field, value: Any) -> Iterator[Fault]:
    name, limits = column.name, column.constraints
    if "enum" in limits and value not in limits["enum"]:
        yield Fault("enum", f"{name}: {value!r} is none of {', '.join(map(str, limits['enum']))}.")
    if "pattern" in limits and not _pattern(limits["pattern"]).fullmatch(value):
        yield Fault("pattern", f"{name}: {value!r} does not match {limits['pattern']}.")
    if "minimum" in limits and value < limits["minimum"]:
        yield Fault("minimum", f"{name}: {value} is below {limits['minimum']}.")
    if "maximum" in limits and value > limits["maximum"]:
        yield Fault("maximum", f"{name}: {value} is above {limits['maximum']}.")
    if "minLength" in limits and len(value) < limits["minLength"]:
        yield Fault("length", f"{name} has {len(value)} items or characters, fewer than {limits['minLength']}.")
    if "maxLength" in limits and len(value) > limits["maxLength"]:
        yield Fault("length", f"{name} has {len(value)} items or characters, more than {limits['maxLength']}.")


def _row_faults(schema: TableSchema, row: Row) -> Iterator[Fault]:
    """Yield the faults that no single column shows."""
    for column in schema.dated:
        yield from _date_faults(column, row)
    if row.get("value_max") is not None and row["value_max"] < row["value"]:
        yield Fault(
            "range",
            f"value_max {plain_number(row['value_max'])} is below value {plain_number(row['value'])}.",
        )
    if schema.dataset == "evidence":
        if row["end"] <= row["start"]:
            yield Fault("range", f"end {row['end']} is not after start {row['start']}.")
        elif len(row["quote"]) != row["end"] - row["start"]:
            yield Fault(
                "quote-mismatch",
                f"The quote is not the {row['end'] - row['start']} characters long that it says.",
            )
    if schema.dataset == "policies" and not (row["title"] or row["target"]):
        yield Fault("required", "A policy has a title or a target; this has neither.")
    if schema.dataset == "citations" and not (row["title"] or row["authors"] or row["publisher"]):
        yield Fault("required", "A citation has a title, an author or a publisher; this has none.")


def _date_faults(column: str, row: Row) -> Iterator[Fault]:
    edtf, earliest, latest = row[column], row[f"{column}_earliest"], row[f"{column}_latest"]
    if edtf is None:
        if earliest or latest:
            yield Fault("date", f"{column} is null, but {column}_earliest or {column}_latest is not.")
        return
    try:
        first, last = edtf_range(edtf)
    except ValueError as error:
        yield Fault("date", f"{column}: {error}.")
        return
    if earliest and latest and latest < earliest:
        yield Fault("date", f"{column}_latest {latest} is before {column}_earliest {earliest}.")
    elif (first and latest and latest < first.isoformat()) or (last and earliest and earliest > last.isoformat()):
        yield Fault("date", f"{column} {edtf} is not within {earliest or '..'} to {latest or '..'}.")
