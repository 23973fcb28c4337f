"""Dates as the datasets hold them: EDTF at the stated precision, and the days that it allows."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from extract.mentions.mention import DateValue

_DAY = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?[?~%]?")
_MASKED = re.compile(r"[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?")
_UNKNOWN_YEAR = "XXXX"
# EDTF months above 32: first month and how many, for quarters, thirds and halves of a year.
_PARTS = {
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    37: (1, 4),
    38: (5, 4),
    39: (9, 4),
    40: (1, 6),
    41: (7, 6),
}
_SEASONS = range(21, 33)


def edtf_range(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day that `edtf` allows; None for an open end or a part that is not known.

    Raises:
        ValueError: if it is no EDTF that we use, names a day that is on no calendar, or ends before it
        begins.
    """
    if "/" not in edtf:
        return _days(edtf)
    start, _, end = edtf.partition("/")
    first = None if start in {"", ".."} else _days(start)[0]
    last = None if end in {"", ".."} else _days(end)[1]
    if first is None and last is None and not _MASKED.fullmatch(start) and not _MASKED.fullmatch(end):
        raise ValueError(f"{edtf!r} has neither a start nor an end")
    if first and last and last < first:
        raise ValueError(f"{edtf!r} ends before it begins")
    return first, last


def is_year_unknown(date: DateValue) -> bool:
    """Return whether the text gave no year and nothing else told it."""
    return _UNKNOWN_YEAR in date.edtf


def date_columns(column: str, date: DateValue | None) -> dict[str, str | None]:
    """Return the three columns of a date."""
    if date is None:
        return {column: None, f"{column}_earliest": None, f"{column}_latest": None}
    return {
        column: date.edtf,
        f"{column}_earliest": date.earliest.isoformat() if date.earliest else None,
        f"{column}_latest": date.latest.isoformat() if date.latest else None,
    }


def edtf_columns(column: str, edtf: str) -> dict[str, str | None]:
    """Return the three columns of a date in EDTF; one that cannot be read has no days and fails later."""
    try:
        earliest, latest = edtf_range(edtf)
    except ValueError:
        earliest = latest = None
    return date_columns(column, DateValue(edtf, earliest, latest) if edtf else None)


def _days(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    if "X" in edtf and _MASKED.fullmatch(edtf):
        return _masked_days(edtf.rstrip("?~%"))
    match = _DAY.fullmatch(edtf)
    if not match:
        raise ValueError(f"{edtf!r} is no EDTF date")
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    assert year is not None
    if year == 0:
        raise ValueError(f"{edtf!r} is before the year 1")
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is None and month in _SEASONS:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    first, count = _PARTS.get(month, (month, 1)) if day is None else (month, 1)
    if not 1 <= first <= 12:
        raise ValueError(f"{edtf!r} has no such month")
    if day is None:
        last = first + count - 1
        return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
    try:
        return dt.date(year, first, day), dt.date(year, first, day)
    except ValueError:
        raise ValueError(f"{edtf!r} is on no calendar") from None


def _masked_days(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the days of a date with unknown digits: all of its years, None if the year is not known."""
    year = edtf[:4]
    if year == _UNKNOWN_YEAR:
        return None, None
    return dt.date(int(year.replace("X", "0")) or 1, 1, 1), dt.date(int(year.replace("X", "9")), 12, 31)
