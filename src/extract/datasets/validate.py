"""Candidate rows -> rows that keep every promise of the schemas, and the faults of all others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

import pandas as pd
from pandera.errors import SchemaErrors
from pandera.io import pandas_io

from extract.datasets.coerce import Fault, coerced
from extract.datasets.quarantine import quarantined, row_json
from extract.datasets.references import drop_dangling
from extract.datasets.schema import DATASETS, Row, TableSchema, read_schemas
from extract.entities.conflicts import find_conflicts
from extract.errors import ShuttenError

_pandera: Any = pandas_io  # partly untyped
_DERIVED = ("conflicts", "quarantine")
_NULLABLE_TYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean"}


def validate(rows: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Return the valid rows of every dataset, sorted, with every other row in `quarantine`.

    `conflicts` is made anew from the rows that are left; rows that stand in `quarantine` already stay there.

    Args:
        rows: candidate rows by dataset; a dataset that is not given is empty.

    Raises:
        ShuttenError: if a dataset has no schema, or the independent check refuses rows that this one accepts.
    """
    schemas = read_schemas()
    if unknown := sorted(set(rows) - set(DATASETS)):
        raise ShuttenError("schemas", f"there is no schema for {', '.join(unknown)}.", "Name one of the datasets.")
    quarantine = Quarantine(rows)
    checked: dict[str, list[Row]] = {}
    for dataset in DATASETS:
        if dataset not in _DERIVED:
            checked[dataset] = valid_alone(schemas[dataset], rows.get(dataset, ()), quarantine)
    valid = drop_dangling(checked, schemas, quarantine.add)
    valid["conflicts"] = [dict(row) for row in find_conflicts(valid)]
    valid["quarantine"] = quarantine.rows()
    ordered = {dataset: schemas[dataset].sorted(valid[dataset]) for dataset in DATASETS}
    for dataset in DATASETS:
        check_independently(schemas[dataset], ordered[dataset])
    return ordered


class Quarantine:
    """The rows that are left out; it knows where the evidence of a row stands.

    Args:
        rows: candidate rows; of `quarantine` they stay there, of `evidence` they tell the places of other rows.
    """

    def __init__(self, rows: Mapping[str, Iterable[Row]]) -> None:
        self._rows: list[Row] = [dict(row) for row in rows.get("quarantine", ())]
        self._copies: Counter[tuple[str, str, Fault]] = Counter()
        self._keys = {dataset: schema.primary_key for dataset, schema in read_schemas().items()}
        self._evidence: defaultdict[tuple[Any, Any], list[Row]] = defaultdict(list)
        for row in rows.get("evidence", ()):
            self._evidence[_hashable(row.get("dataset")), _hashable(row.get("row_id"))].append(row)

    def add(self, dataset: str, row: Row, faults: list[Fault]) -> None:
        """Note a row and each of its faults."""
        place = self._place(dataset, row)
        for fault in faults:
            same = dataset, row_json(row), fault
            self._rows.append(quarantined(dataset, row, *fault, place, copy=self._copies[same]))
            self._copies[same] += 1

    def rows(self) -> list[Row]:
        """Return everything that was left out, each reason once."""
        return list({row["quarantine_id"]: row for row in self._rows}.values())

    def _place(self, dataset: str, row: Row) -> Row | None:
        """Return where the row is stated: its first main evidence, else what the row says of its place."""
        found = [row] if dataset == "evidence" else []
        if dataset not in ("evidence", "documents", "pages"):
            found = self._evidence.get((dataset, _hashable(row.get(self._keys[dataset]))), [])
        best = min(found, key=lambda each: (each.get("main") is not True, row_json(each)), default=row)
        kinds = {"page": int, "start": int, "end": int, "confidence": (int, float)}
        return {
            name: value
            for name, value in best.items()
            if name in {"document_id", "page", "quote", "start", "end", "rule", "confidence"}
            and isinstance(value, kinds.get(name, str))  # type: ignore[arg-type]
        }


def _hashable(value: Any) -> Any:
    return value if isinstance(value, str) else row_json({"": value})


def valid_alone(schema: TableSchema, rows: Iterable[Row], quarantine: Quarantine) -> list[Row]:
    """Return the rows that are valid by themselves, no two of one key; of several the smallest stays."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        made, faults = coerced(schema, row)
        if faults:
            quarantine.add(schema.dataset, row, faults)
        else:
            groups[made[schema.primary_key]].append(made)
    kept = []
    for key, group in groups.items():
        first, *others = sorted(group, key=row_json) if len(group) > 1 else group
        kept.append(first)
        for row in others:
            quarantine.add(schema.dataset, row, [Fault("duplicate-key", f"Another row has the key {key}.")])
    return kept


def check_independently(schema: TableSchema, rows: Sequence[Row], *, has_keys: bool = True) -> None:
    """Check rows with pandera, from the same Table Schema but none of our code.

    Args:
        schema: the dataset's.
        rows: what is to be published.
        has_keys: whether no two rows may have one key.

    Raises:
        ShuttenError: if pandera refuses a row.
    """
    if not rows:
        return
    frame = pd.DataFrame(index=range(len(rows)))
    for name, field in schema.fields.items():
        values = [row[name] for row in rows]
        if field.scale is not None:
            values = [None if value is None else float(value) for value in values]
        frame[name] = pd.Series(values, dtype=_NULLABLE_TYPES.get(field.type, "object"))
    try:
        _pandera_schema(schema.dataset, has_keys).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "failure_case"]].head(5).to_dict("records")
        raise ShuttenError(
            f"dataset {schema.dataset}",
            f"pandera refuses rows that our own check accepts: {cases}.",
            "This is a fault of shutten; please report it with this message.",
        ) from error


@cache
def _pandera_schema(dataset: str, has_keys: bool) -> Any:
    """Return pandera's own reading of the Table Schema.

    It is made by pandera's parser of Frictionless fields (`from_frictionless_schema` itself wants the package
    frictionless at run time), with types that can hold null. pandera knows no dates and no keys between
    datasets, and its checks of length are for texts, so those of lists are left out.
    """
    schema = read_schemas()[dataset]
    columns: dict[str, Any] = {}
    for name, field in schema.fields.items():
        left_out = {"unique"} if field.type != "array" else {"unique", "minLength", "maxLength"}
        described = SimpleNamespace(
            name=name,
            type=field.type,
            title="",
            description=field.description,
            constraints={key: value for key, value in field.constraints.items() if key not in left_out},
        )
        column = _pandera.FrictionlessFieldParser(
            described, [schema.primary_key] if has_keys else []
        ).to_pandera_column()
        columns[name] = {**column, "dtype": _NULLABLE_TYPES.get(field.type, column["dtype"])}
    return _pandera.deserialize_schema(
        {"columns": columns, "index": None, "checks": None, "coerce": True, "strict": True, "unique": None}
    )
