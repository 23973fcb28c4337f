"""Dates that are written the same in both languages: in digits and signs, or with an English month."""

from __future__ import annotations

import re

from babel import Locale

from extract.mentions.patterns import alternatives
from extract.mentions.periods import NoSuchDateError, Period, PeriodRead

_CENTURY = 2000  # of a year of two digits below 40
_PAST, _FIRST_PAST = 1900, 40  # of a year of two digits from 40 to 99
_GUESSED, _WEAK = 0.8, 0.6
_ALONE = r"(?<![A-Za-z0-9_./\-])"
_CENTURIES = "(?:19|20)"
_END = rf"(?![A-Za-z0-9_]|[./:][0-9]|-(?!{_CENTURIES}[0-9]{{2}}[./]|[0-9]{{1,2}}/[0-9]{{1,2}}/)[0-9])"
NUMERIC = re.compile(
    rf"(?:{_ALONE}|(?<=[0-9]-)(?={_CENTURIES}[0-9]{{2}}[./]|[0-9]{{1,2}}/[0-9]{{1,2}}/))(?:(?P<year>{_CENTURIES}[0-9]{{2}})(?P<mark>[-./])(?P<month>[0-9]{{1,2}})(?:(?P=mark)(?P<day>[0-9]{{1,2}}))?"
    r"|(?P<short>[0-9]{2})\.(?P<short_month>[0-9]{2})\.(?P<short_day>[0-9]{2})"
    r"|(?P<past>[4-9][0-9])(?P<past_mark>[-/])(?P<past_month>[0-9]{1,2})(?P=past_mark)(?P<past_day>[0-9]{1,2})"
    rf"|(?P<first>[0-9]{{1,2}})(?P<last_mark>[-/.])(?P<second>[0-9]{{1,2}})(?P=last_mark)"
    rf"(?P<last>{_CENTURIES}[0-9]{{2}}|[4-9][0-9])){_END}"
)
# A field that holds a date and nothing else: 12/1, 4.22, 3-7-27, 2010 01 29, 20230625, 08/12,2015.
_FIELD = re.compile(
    rf"{_ALONE}(?:(?P<year>{_CENTURIES}[0-9]{{2}})(?P<gap> ?)(?P<month>[0-9]{{2}})(?P=gap)(?P<day>[0-9]{{2}})"
    rf"|(?P<first>[0-9]{{1,2}})(?P<mark>[-/.])(?P<second>[0-9]{{1,2}})(?:(?:(?P=mark)|, ?)(?P<last>{_CENTURIES}?[0-9]{{2}}|[0-9]))?)"
    r"(?![A-Za-z0-9_]|[-./:][0-9])"
)
_ORDERED = re.compile(rf"{_ALONE}([0-9]{{1,2}})/([0-9]{{1,2}})/{_CENTURIES}[0-9]{{2}}{_END}")


def _english_months() -> dict[str, int]:
    """Return the English names of the months (CLDR), long and short; both languages borrow them."""
    locale = Locale.parse("en")
    return {name: month for width in ("wide", "abbreviated") for month, name in locale.months["format"][width].items()}


def _english() -> re.Pattern[str]:
    """Return the pattern of a date with an English month: 27 Sep 2023, Sep 27, 2023, September 2023."""
    month = alternatives(_english_months(), letters_end="(?![a-z])")
    year = f"(?P<year>{_CENTURIES}[0-9]{{2}})"
    day = "[0-9]{1,2}(?:st|nd|rd|th)?"
    return re.compile(
        rf"{_ALONE}(?:(?P<day>{day}) )?(?P<month>{month})\.? ?"
        rf"(?:(?P<day_after>{day}),? ?)?(?<![0-9]){year}(?![0-9])"
    )


MONTHS = _english_months()
_ENGLISH = _english()


def order_of(text: str) -> str:
    """Return whether the dates of `text` such as 10/29/2024 write the ``month`` or the ``day`` first.

    Empty if no date shows it, or if they do not agree.
    """
    found = [(int(date[1]), int(date[2])) for date in _ORDERED.finditer(text)] if "/" in text else []
    orders = {"day" if first > 12 else "month" for first, second in found if max(first, second) > 12}
    return orders.pop() if len(orders) == 1 else ""


def read_field(text: str, start: int, year: int | None, order: str = "") -> PeriodRead | None:
    """Return the date in digits of a field that is known to hold dates, or None if there is none at `start`.

    Two numbers are a month and a day, as both languages write them (CLDR, short date formats), unless the first can only
    be the day; three with no year of four digits begin with the year if the first has two digits and can be one.

    Args:
        text: cleaned text.
        start: where to look.
        year: the year of a date that states none.
        order: what the text writes first, see `order_of`.

    Raises:
        NoSuchDateError: if the calendar has no such day, or day and month could change places.
    """
    found = _FIELD.match(text, start)
    if not found:
        return None
    if found["year"]:
        return PeriodRead(Period(int(found["year"]), int(found["month"]), int(found["day"])), found.end())
    first, second, written = int(found["first"]), int(found["second"]), found["last"]
    if written is None:
        month, day = (second, first) if first > 12 else (first, second)
        return PeriodRead(Period(year, month, day), found.end(), True, _WEAK, "yearless")
    last = int(written)
    if len(written) <= 2 and len(found["first"]) == 2 and second <= 12 and 1 <= last <= 31:
        return PeriodRead(Period(full_year(first), second, last), found.end(), inferred=True, confidence=_WEAK)
    if len(written) == 1:
        return None
    month, day = _month_and_day(first, second, order)
    short = len(written) == 2
    return PeriodRead(
        Period(full_year(last) if short else last, month, day), found.end(), short, _WEAK if short else 1.0
    )


def full_year(two_digits: int) -> int:
    """Return the year that two digits stand for: 2000 to 2039, or 1940 to 1999."""
    return two_digits + (_CENTURY if two_digits < _FIRST_PAST else _PAST)


def _month_and_day(first: int, second: int, order: str) -> tuple[int, int]:
    """Return the month and the day of 10/29/2024.

    Raises:
        NoSuchDateError: if day and month could change places.
    """
    if first <= 12 and second <= 12 and first != second and not order:
        raise NoSuchDateError("which of the two is the month is not stated")
    day_first = first > 12 or (order == "day" and second <= 12)
    return (second, first) if day_first else (first, second)


def read_numeric(text: str, start: int, order: str = "") -> PeriodRead | None:
    """Return the date in digits or in English that begins at `start`, or None if there is none.

    Args:
        text: cleaned text.
        start: where to look.
        order: what the text writes first, see `order_of`.

    Raises:
        NoSuchDateError: if the calendar has no such day, or day and month could change places.
    """
    numeric = NUMERIC.match(text, start)
    if numeric:
        return _numeric(numeric, order)
    english = _ENGLISH.match(text, start)
    if not english:
        return None
    day = english["day"] or english["day_after"]
    number = int(day.rstrip("stndrh")) if day else None
    return PeriodRead(Period(int(english["year"]), MONTHS[english["month"]], number), english.end())


def _numeric(found: re.Match[str], order: str) -> PeriodRead | None:
    """Read 2023.03.16, 2023/06, 23.11.30, 71/05/05 and 10/29/2024.

    Raises:
        NoSuchDateError: if the calendar has no such day, or day and month could change places.
    """
    if found["year"]:
        day = int(found["day"]) if found["day"] else None
        if day is None and (
            int(found["month"]) not in range(1, 13) or (found["mark"] == "/" and len(found["month"]) == 1)
        ):
            return None
        sure = day is not None or len(found["month"]) == 2
        return PeriodRead(
            Period(int(found["year"]), int(found["month"]), day),
            found.end(),
            confidence=1.0 if sure else _WEAK,
        )
    if found["short"]:
        year, month, day = (
            _CENTURY + int(found["short"]),
            int(found["short_month"]),
            int(found["short_day"]),
        )
        return (
            PeriodRead(Period(year, month, day), found.end(), inferred=True, confidence=_GUESSED)
            if month in range(1, 13)
            else None
        )
    if found["past"]:
        month, day = int(found["past_month"]), int(found["past_day"])
        if month not in range(1, 13) or day not in range(1, 32):
            return None
        return PeriodRead(Period(_PAST + int(found["past"]), month, day), found.end(), inferred=True, confidence=_WEAK)
    first, second, written = int(found["first"]), int(found["second"]), found["last"]
    short = len(written) == 2
    if short and (not first or not second or min(first, second) > 12 or max(first, second) > 31):
        return None
    if found["last_mark"] == "." and (short or first <= 12 or second > 12):
        return None
    month, day = _month_and_day(first, second, order)
    year = _PAST + int(written) if short else int(written)
    return PeriodRead(Period(year, month, day), found.end(), inferred=short, confidence=_WEAK if short else 1.0)
