"""Stretches of a period: 前三季度, 最后4个月, 第三个月, 今年の残り, 年初来.

Choices: what is left of a period begins with the reference, and what has passed of it (年初来) ends with it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from babel import Locale

from extract.mentions.date_patterns import quarter_words
from extract.mentions.numbers import Numerals
from extract.mentions.patterns import alternatives, by_word, openings, small_number
from extract.mentions.periods import Context, Period, PeriodRead, of_days, of_month, shifted

_YEAR = 12  # months


class StretchReader:
    """Reads stretches of the periods of one language.

    Args:
        locale: where the words for quarters come from.
        numerals: how the language writes numbers.
        rules: the section ``dates`` of its rules.

    Attributes:
        openings: what a stretch with no period before it can begin with, see `extract.mentions.patterns.openings`.
    """

    def __init__(self, locale: Locale, numerals: Numerals, rules: Mapping[str, Any]) -> None:
        self._numerals = numerals
        stretch, joint = rules["stretch"], f"{alternatives(rules['joint'])}?"
        self._to_date = by_word(stretch["to_date"])
        small, quarters = small_number(numerals.rules), alternatives(quarter_words(locale))
        counter, month = f"{alternatives(stretch['counter'])}?", alternatives(stretch["month"])
        edge = f"(?:(?P<first>{alternatives(stretch['first'])})|{alternatives(stretch['last'])})"
        days = alternatives(stretch["day"])
        counted = (
            f"{edge} ?(?P<count>{small}) ?(?:(?P<quarters>{counter}{quarters})|(?P<months>{month})|(?P<days>{days}))"
        )
        nth = f"(?P<nth>{alternatives(stretch['nth']).replace('N', small)})" if stretch["nth"] else "(?P<nth>(?!))"
        self._of_period = re.compile(f" ?{joint} ?(?:{counted}|{nth}|(?P<rest>{alternatives(stretch['rest'])}))")
        self._small = re.compile(small)
        self._alone = re.compile(f"(?P<to_date>{alternatives(self._to_date)})|{counted}")
        self.openings = openings(self._to_date, stretch["first"])

    def read(self, text: str, start: int, context: Context) -> PeriodRead | None:
        """Return the stretch that begins at `start` with no period before it (前三季度, 年初来), None if there is none."""
        found = self._alone.match(text, start)
        if not found or context.reference is None:
            return self._counted(found, Period(None)) if found and found["quarters"] else None
        if not found["to_date"]:
            return self._counted(found, Period(context.year)) if found["quarters"] else None
        reference = context.reference
        first = reference.replace(day=1)
        if self._to_date[found["to_date"]] == "year":
            first = first.replace(month=1)
        return PeriodRead(of_days(first, reference), found.end(), inferred=True)

    def extended(self, text: str, read: PeriodRead, reference: dt.date | None) -> PeriodRead | None:
        """Return the stretch of the period that was read which follows it, or None if none does."""
        period = read.period
        found = self._of_period.match(text, read.end)
        if not found or period.part or period.years > 1 or (period.day is not None and period.until is None):
            return None
        if found["rest"]:
            if reference is None or period.year is None:
                return None
            first, last = period.days()
            if not first <= reference <= last:
                return None
            return read._replace(period=of_days(reference, last), end=found.end(), inferred=True)
        if found["nth"]:
            written = self._small.search(found["nth"])
            nth = int(self._numerals.read(written.group()).low) if written else 0
            if period.month is not None or not 1 <= nth <= _YEAR:
                return None
            return read._replace(period=_month_of(period, nth - 1), end=found.end())
        counted = self._counted(found, period)
        return counted._replace(inferred=read.inferred) if counted else None

    def _counted(self, found: re.Match[str], period: Period) -> PeriodRead | None:
        """Return the first or last quarters, months or days of a period, or None if it has not so many."""
        count = int(self._numerals.read(found["count"]).low)
        if found["days"]:
            if period.year is None:
                return None
            first, last = period.days()
            if not 2 <= count <= (last - first).days:
                return None
            days = (first, shifted(first, count - 1)) if found["first"] else (shifted(last, 1 - count), last)
            return PeriodRead(of_days(*days), found.end())
        months = 3 * count if found["quarters"] else count
        if not 2 <= months <= _YEAR or period.month is not None:
            return None
        begin = 0 if found["first"] else _YEAR - months
        first_month = _month_of(period, begin)
        return PeriodRead(replace(first_month, until=_month_of(period, begin + months - 1)), found.end(), inferred=True)


def _month_of(year: Period, months: int) -> Period:
    """Return the month that is `months` after the first one of a year, which may be a fiscal one."""
    if year.year is None:
        return Period(None, months + 1)
    return of_month(year.year * _YEAR + year.fiscal - 1 + months)
