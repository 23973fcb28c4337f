"""Days, months and other stretches of the calendar: their EDTF form and their first and last day.

Sources: ISO 8601-2:2019 (Extended Date/Time Format, levels 1 and 2; https://www.loc.gov/standards/datetime/):
``XXXX`` for an unspecified year, ``201X`` for a decade, sub-year groupings 21 to 24 for the seasons, 33 to
36 for the quarters, 40 and 41 for the halves of a year, ``/`` for an interval.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import NamedTuple

from extract.mentions.mention import Bound, DateValue

# Sub-year grouping of ISO 8601-2 -> its first month and how many months it has. Seasons are those of the
# northern hemisphere by calendar months.
GROUPINGS = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    40: (1, 6),
    41: (7, 6),
}
FIRST_QUARTER, FIRST_HALF = 33, 40
# Part of a decade or century -> the tenth that it begins with, and how many it has.
_TENTHS = {"": (0, 10), "early": (0, 3), "middle": (3, 4), "late": (7, 3), "first": (0, 5), "second": (5, 5)}


class NoSuchDateError(ValueError):
    """The calendar has no such date."""


@dataclass(frozen=True, slots=True)
class Period:
    """A date as far as it is stated.

    Attributes:
        year: None when the text does not say it.
        month: 1 to 12, or a sub-year grouping of ISO 8601-2 (21 to 24, 33 to 36, 40, 41).
        day: of the month; a day alone has neither year nor month.
        part: ``early``, ``middle`` or ``late`` in the year or month; a month's parts are its first ten days,
            its second ten and the rest; a year's are its first three months, middle six and last three.
            ``first`` and ``second`` are the halves of a month: its first fifteen days, and the rest. Of a decade or
            century they are its first three tenths, middle four and last three, and its halves.
        years: how many years it has: 10 for a decade, 100 for a century, of which `year` is the first.
        fiscal: the month that a fiscal year begins with; 1 is the calendar year.
        until: of what the calendar has no name for (a week, three quarters), the day or month that it ends with.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    part: str = ""
    years: int = 1
    fiscal: int = 1
    until: Period | None = None

    def __post_init__(self) -> None:
        if self.month is not None and not (1 <= self.month <= 12 or self.month in GROUPINGS):
            raise NoSuchDateError(f"there is no month {self.month}")
        if self.day is not None:
            if self.month is not None and self.month > 12:
                raise NoSuchDateError("a day needs a month")
            if not 1 <= self.day <= calendar.monthrange(self.year or 2000, self.month or 1)[1]:
                raise NoSuchDateError(f"month {self.month} has no day {self.day}")

    def edtf(self) -> str:
        """Return the EDTF form; a fiscal year and a month's part are intervals, a year's part is the year."""
        if self.until is not None:
            return f"{replace(self, until=None).edtf()}/{self.until.edtf()}"
        if self.fiscal != 1 and self.year is not None:
            first, last = self.days()
            return f"{first:%Y-%m}/{last:%Y-%m}"
        if self.part and self.years > 1:
            first, last = self.days()
            return f"{first.year:04d}/{last.year:04d}"
        if self.part and self.month is not None and self.month <= 12 and self.year is not None:
            first, last = self.days()
            return f"{first.isoformat()}/{last.isoformat()}"
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.years > 1:
            year = f"{year[:3]}X" if self.years == 10 else f"{year[:2]}XX"
        if self.day is not None:
            return f"{year}-{'XX' if self.month is None else f'{self.month:02d}'}-{self.day:02d}"
        return year if self.month is None else f"{year}-{self.month:02d}"

    def days(self) -> tuple[dt.date, dt.date]:
        """Return the first and the last day.

        Raises:
            NoSuchDateError: if the year is not stated.
        """
        if self.year is None:
            raise NoSuchDateError("the year is not stated")
        if self.until is not None:
            return replace(self, until=None).days()[0], self.until.days()[1]
        if self.years > 1:
            begin, count = _TENTHS[self.part]
            first_year, length = self.year + self.years * begin // 10, self.years * count // 10
            last_year = first_year + length - 1
            if not dt.MINYEAR <= last_year <= dt.MAXYEAR:
                raise NoSuchDateError(f"there is no year {last_year}")
            return dt.date(max(first_year, 1), 1, 1), dt.date(last_year, 12, 31)
        if self.month is None:
            months = {"": (self.fiscal, 12), "early": (1, 3), "middle": (4, 6), "late": (10, 3)}[self.part]
            return _months(self.year, *months)
        if self.month in GROUPINGS:
            start, count = GROUPINGS[self.month]
            return _months(self.year, start + self.fiscal - 1, count)
        first, last = _months(self.year, self.month, 1)
        if self.day is not None:
            return first.replace(day=self.day), first.replace(day=self.day)
        return {
            "": (first, last),
            "early": (first, first.replace(day=10)),
            "middle": (first.replace(day=11), first.replace(day=20)),
            "late": (first.replace(day=21), last),
            "first": (first, first.replace(day=15)),
            "second": (first.replace(day=16), last),
        }[self.part]

    def within(self, outer: Period) -> Period:
        """Return the period with what it leaves open taken from `outer` (the 5月 of 2023年3月～5月)."""
        if self.year is not None:
            return self
        until = self.until.within(outer) if self.until is not None else None
        month = outer.month if self.month is None and self.day is not None else self.month
        return replace(self, year=outer.year, month=month, until=until)


class PeriodRead(NamedTuple):
    """A period in a text.

    Attributes:
        period: what it means.
        end: where it ends, excluded.
        inferred: whether its year or more came from the reference.
        confidence: 0 to 1.
        rule: what read it: ``date``, ``yearless`` (6月9日, which may be of another year), ``relative`` (昨日), ``weekday``,
            ``offset`` (3日前) or ``span`` (過去3年間).
        bound: how its words bound it (3年以上前).
    """

    period: Period
    end: int
    inferred: bool = False
    confidence: float = 1.0
    rule: str = "date"
    bound: Bound = Bound.EXACT


class Context(NamedTuple):
    """What a date may leave to what stands around it.

    Attributes:
        reference: the date that 昨日 and 今年 are counted from.
        previous: the last date before this one, for 同年.
        start: the first end of the range of which this date is the second end.
        order: ``month`` or ``day`` for what the text writes first in 10/29/2024, empty if it does not say.
        field: whether the text is a field that is known to hold dates.
    """

    reference: dt.date | None
    previous: Period | None = None
    start: Period | None = None
    order: str = ""
    field: bool = False

    @property
    def year(self) -> int | None:
        """The year of a date that states none."""
        if self.start is not None:
            return None
        return self.reference.year if self.reference else None


def to_date(read: PeriodRead, bound: Bound) -> DateValue:
    """Return the value of one date; a bound leaves one end open."""
    period = read.period
    if period.year is None:
        return DateValue(period.edtf(), None, None, inferred=True, bound=bound)
    first, last = period.days()
    return DateValue(
        period.edtf(),
        None if bound in {Bound.AT_MOST, Bound.LESS_THAN} else first,
        None if bound in {Bound.AT_LEAST, Bound.MORE_THAN} else last,
        read.inferred,
        bound,
    )


def to_interval(first: PeriodRead, second: PeriodRead) -> DateValue:
    """Return the value of a range of dates."""
    start, end = first.period, second.period
    edtf = f"{start.edtf().partition('/')[0]}/{end.edtf().rpartition('/')[2]}"
    inferred = first.inferred or second.inferred
    if start.year is None or end.year is None:
        return DateValue(edtf, None, None, inferred=True)
    return DateValue(edtf, start.days()[0], end.days()[1], inferred)


def of_days(first: dt.date, last: dt.date) -> Period:
    """Return the period from one day to another."""
    start, end = (Period(day.year, day.month, day.day) for day in (first, last))
    return start if first == last else replace(start, until=end)


def of_month(months: int) -> Period:
    """Return the month that is `months` after January of the year 0.

    Raises:
        NoSuchDateError: if no calendar has its year.
    """
    if not dt.MINYEAR * 12 <= months < (dt.MAXYEAR + 1) * 12:
        raise NoSuchDateError("the calendar does not reach so far")
    return Period(months // 12, months % 12 + 1)


def shifted(day: dt.date, days: int) -> dt.date:
    """Return the date that is `days` after `day`.

    Raises:
        NoSuchDateError: if no calendar has it.
    """
    try:
        return day + dt.timedelta(days=days)
    except OverflowError as error:
        raise NoSuchDateError("the calendar does not reach so far") from error


def week_of(day: dt.date, weeks: int = 0) -> dt.date:
    """Return the Monday of the week of `day`, or of the week that is `weeks` after it."""
    return shifted(day, 7 * weeks - day.weekday())


def _months(year: int, month: int, count: int) -> tuple[dt.date, dt.date]:
    """Return the first and last day of `count` months from `month`; month 13 is January of the next year."""
    last = year * 12 + month - 1 + count - 1
    first_year, first_month = divmod(year * 12 + month - 1, 12)
    last_year, last_month = divmod(last, 12)
    if not (first_year >= dt.MINYEAR and last_year <= dt.MAXYEAR):
        raise NoSuchDateError(f"there is no year {year}")
    final = calendar.monthrange(last_year, last_month + 1)[1]
    return dt.date(first_year, first_month + 1, 1), dt.date(last_year, last_month + 1, final)
