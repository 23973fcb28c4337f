"""Statements that contradict each other: two days for one event, two values for one quantity, two roles of one person.

Severity, for a reviewer to begin with the worst:

- ``high``: values that differ by a power of ten (a slip of the decimal point, or of 万 and 億) or at
  least twofold; dates a year or more apart.
- ``medium``: values that differ by more than 5 %; dates more than 31 days apart.
- ``low``: values that differ by less or of which one is the other rounded; dates that differ by less; and
  upgrades and plans on two dates, since both may happen twice.

Roles have their own rules, in `entities.role_conflicts`.

Values that are measured in different words (総パラメータ数, 参数量) may well measure different things: of
these only a factor of ten is a contradiction. Statements that the same words of a document make together
(``分别为 6B 和 34B``) list two things and contradict nothing, and so do the rows of one table and the
entries of one list of news (see `entities.statement_places`).
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from extract.entities import role_conflicts
from extract.entities.corrections import Corrections
from extract.entities.same_time import SameTime
from extract.entities.statement_places import Places, listed_together, of_one_series
from extract.ids import plain_number, stable_id

_Row = dict[str, Any]
_Verdict = tuple[str, str]  # severity, reason

_CORRECTED = "corrected"
_SEVERITIES = ("low", "medium", "high")
_REASONS = ("dates_differ", "rounding", "values_differ", "factor_of_ten", *role_conflicts.REASONS, _CORRECTED)
_ALL_PAIRS = 200
_REPEATABLE = frozenset({"upgraded", "planned"})
_ABOUT = Decimal("0.1")
_TENFOLD_SLACK = Decimal("0.01")
_FIRST_DAY, _LAST_DAY = dt.date.min.isoformat(), dt.date.max.isoformat()
_INFINITY = Decimal("Infinity")


def find_conflicts(rows: Mapping[str, list[_Row]], same: tuple[str, ...] | None = None) -> list[_Row]:
    """Return the rows of the dataset `conflicts`, one for each set of statements that cannot all be true.

    Args:
        rows: valid rows by dataset; of a dataset that is not given there are none.
        same: look only at rows that agree on these columns, one of the tuples of `GROUPS`.
    """
    places = Places(rows.get("evidence", ()), {kind.dataset for kind in _KINDS})
    same_time = SameTime(rows.get("documents", ()))
    corrections = Corrections(rows.get("documents", ()))
    found: list[_Row] = []
    for kind in (kind for kind in _KINDS if same in (None, kind.same)):
        candidates = [row for row in rows.get(kind.dataset, ()) if kind.concerns(row)]
        for key, group in _grouped(candidates, kind.same):
            found += _conflict(kind, key, group, places, same_time, corrections)
    return sorted(found, key=lambda row: str(row["conflict_id"]))


def _grouped(rows: Iterable[_Row], columns: tuple[str, ...]) -> list[tuple[tuple[Any, ...], list[_Row]]]:
    groups: defaultdict[tuple[Any, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in columns)].append(row)
    return [(key, group) for key, group in groups.items() if len(group) > 1]


def _conflict(
    kind: _Kind,
    key: tuple[Any, ...],
    group: list[_Row],
    places: Places,
    same_time: SameTime,
    corrections: Corrections,
) -> list[_Row]:
    """Return one row for the rows of `group` that some other row of it contradicts, or none."""
    ordered = sorted(group, key=lambda row: str(row[kind.id_column]))
    involved: dict[str, _Row] = {}
    verdicts: list[_Verdict] = []
    everywhere = [place for row in ordered for place in places.of(kind.dataset, row[kind.id_column])]
    for one, other in _pairs(kind, ordered):
        verdict = kind.verdict_of(one, other)
        at = [places.of(kind.dataset, row[kind.id_column]) for row in (one, other)]
        documents = [{place.document for place in each} for each in at]
        is_corrected = corrections.between(*documents)
        if verdict and kind.at_one_time and not (is_corrected or same_time.holds(*documents)):
            continue
        if verdict and not listed_together(*at) and not of_one_series(at[0], at[1], everywhere):
            verdicts.append((verdict[0], _CORRECTED) if is_corrected else verdict)
            involved |= {one[kind.id_column]: one, other[kind.id_column]: other}
    if not verdicts:
        return []
    severity, reason = max(verdicts, key=lambda each: (_SEVERITIES.index(each[0]), _REASONS.index(each[1])))
    is_corrected = any(each[1] == _CORRECTED for each in verdicts)
    return [
        {
            "conflict_id": stable_id("conflict", kind.dataset, kind.field, *key),
            "dataset": kind.dataset,
            "field": kind.field,
            "subject_id": key[0],
            "row_ids": sorted(involved),
            "values": [kind.text_of(involved[row_id]) for row_id in sorted(involved)],
            "severity": severity,
            "reason": _CORRECTED if is_corrected else reason,
        }
    ]


def _pairs(kind: _Kind, rows: list[_Row]) -> Iterable[tuple[_Row, _Row]]:
    """Return the pairs to compare: all, or in a big group each row with the two that contradict most others.

    A row that any other contradicts is contradicted by the one that ends first or the one that starts last.
    """
    if len(rows) <= _ALL_PAIRS or kind.ends_of is None:
        return itertools.combinations(rows, 2)
    ends_of = kind.ends_of
    extremes = (
        min(rows, key=lambda row: ends_of(row)[1]),
        max(rows, key=lambda row: ends_of(row)[0]),
    )
    return ((row, extreme) for row in rows for extreme in extremes if row is not extreme)


def _dates_verdict(one: _Row, other: _Row) -> _Verdict | None:
    return _days_apart(_days(one), _days(other), is_repeatable=one["event"] in _REPEATABLE)


def _issued_verdict(one: _Row, other: _Row) -> _Verdict | None:
    return _days_apart(_issued_days(one), _issued_days(other))


def _days_apart(one: tuple[str, str], other: tuple[str, str], *, is_repeatable: bool = False) -> _Verdict | None:
    (_, early_end), (late_start, _) = sorted((one, other))
    if late_start <= early_end:
        return None
    days = (dt.date.fromisoformat(late_start) - dt.date.fromisoformat(early_end)).days
    if is_repeatable:
        return "low", "dates_differ"
    return ("high" if days >= 365 else "medium" if days > 31 else "low"), "dates_differ"


def _days(row: _Row) -> tuple[str, str]:
    return row["date_earliest"] or _FIRST_DAY, row["date_latest"] or _LAST_DAY


def _issued_days(row: _Row) -> tuple[str, str]:
    return row["issued_earliest"] or _FIRST_DAY, row["issued_latest"] or _LAST_DAY


def _values_verdict(one: _Row, other: _Row) -> _Verdict | None:
    (_, low_end, low_open), (high, _, high_open) = sorted(_interval(row) for row in (one, other))
    if high < low_end or (high == low_end and not (low_open or high_open)):
        return None
    verdict = _difference(low_end, high)
    is_slip = verdict[1] == "factor_of_ten"
    return verdict if is_slip or one["metric_text"] == other["metric_text"] else None


def _difference(low: Decimal, high: Decimal) -> _Verdict:
    """Judge two values of which the first is smaller, or equal to an open end."""
    small, large = sorted((abs(low), abs(high)))
    if low == high:
        return "low", "values_differ"
    if small == 0 or (low < 0) != (high < 0):
        return "high", "values_differ"
    ratio = large / small
    power = Decimal(10) ** (len(str(int(ratio))) - 1)
    for tenfold in (power, power * 10):
        if tenfold > 1 and abs(ratio / tenfold - 1) <= _TENFOLD_SLACK:
            return "high", "factor_of_ten"
    if ratio <= 1 + _ABOUT and (_rounds_to(small, large) or _rounds_to(large, small)):
        return "low", "rounding"
    return ("high" if ratio >= 2 else "medium" if ratio > Decimal("1.05") else "low"), "values_differ"


def _rounds_to(exact: Decimal, rounded: Decimal) -> bool:
    """Return whether `exact` rounded to the last digit of `rounded` that is not zero is `rounded`."""
    exponent = rounded.normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        return False
    unit = Decimal(1).scaleb(exponent)
    return abs(exact - rounded) * 2 <= unit


def _interval(row: _Row) -> tuple[Decimal, Decimal, bool]:
    """Return the least and greatest value that a statement allows, and whether an end is left out."""
    value: Decimal = row["value"]
    end: Decimal = row["value_max"] if row["value_max"] is not None else value
    match row["bound"]:
        case "about":
            return value - abs(value) * _ABOUT, end + abs(end) * _ABOUT, False
        case "at_least":
            return value, _INFINITY, False
        case "more_than":
            return value, _INFINITY, True
        case "at_most":
            return -_INFINITY, end, False
        case "less_than":
            return -_INFINITY, end, True
        case _:
            return value, end, False


def _date_text(row: _Row) -> str:
    return str(row["date"])


def _value_text(row: _Row) -> str:
    text = plain_number(row["value"])
    if row["value_max"] is not None:
        text += f"/{plain_number(row['value_max'])}"
    return text if row["bound"] == "exact" else f"{row['bound']} {text}"


class _Kind(NamedTuple):
    """One way to contradict: rows of `dataset` that agree on the columns `same` and differ in `field`.

    Attributes:
        subject: the column of what the statements are about.
        ends_of: least and greatest value that a row allows; None if its values have no order.
        concerns: which rows can contradict in this way at all.
        at_one_time: whether documents of different years may both be right.
    """

    dataset: str
    field: str
    id_column: str
    same: tuple[str, ...]
    ends_of: Callable[[_Row], tuple[Any, ...]] | None
    verdict_of: Callable[[_Row, _Row], _Verdict | None]
    text_of: Callable[[_Row], str]
    concerns: Callable[[_Row], bool] = lambda _: True
    at_one_time: bool = False


def _is_single_event(row: _Row) -> bool:
    """Return whether an event happens to its subject once."""
    return row["event"] in {"established", "startup"} and row["subject_id"] is not None


def _role_kind(
    field: str, same: tuple[str, ...], verdict_of: Callable[[_Row, _Row], _Verdict | None], text: Callable[[_Row], str]
) -> _Kind:
    return _Kind(
        "relations", field, "relation_id", same, None, verdict_of, text, role_conflicts.is_role, at_one_time=True
    )


_KINDS = (
    _Kind("releases", "date", "release_id", ("model_id", "event"), _days, _dates_verdict, _date_text),
    _Kind(
        "figures",
        "value",
        "figure_id",
        ("subject_id", "metric", "per", "as_of", "unit"),
        _interval,
        _values_verdict,
        _value_text,
    ),
    _Kind("events", "date", "event_id", ("subject_id", "event"), _days, _dates_verdict, _date_text, _is_single_event),
    _Kind(
        "policies",
        "issued",
        "policy_id",
        ("jurisdiction_id", "title"),
        _issued_days,
        _issued_verdict,
        lambda row: str(row["issued"]),
        lambda row: bool(row["jurisdiction_id"] and row["title"] and row["issued"]),
    ),
    _role_kind("qualifier", ("subject_id", "object_id", "predicate"), role_conflicts.of_posts, role_conflicts.post),
    _role_kind("predicate", ("subject_id", "object_id", "qualifier"), role_conflicts.of_status, role_conflicts.status),
    _role_kind("subject_id", ("object_id", "predicate", "qualifier"), role_conflicts.of_holders, role_conflicts.holder),
    _role_kind("object_id", ("subject_id", "predicate", "qualifier"), role_conflicts.of_places, role_conflicts.place),
)

GROUPS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    dataset: tuple(dict.fromkeys(kind.same for kind in _KINDS if kind.dataset == dataset))
    for dataset in dict.fromkeys(kind.dataset for kind in _KINDS)
}
"""Datasets with rows that can contradict each other, and the columns on which such rows agree: any one of the tuples."""
