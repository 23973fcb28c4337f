"""Dates that are counted from another date: 昨日, 3日前, 数年前, 過去5年間, 明日から3日以内, 前四半期.

All of them need a reference date; without one only days such as 昨日 are read, with nothing known.

Choices: 3年前 is a year, 3か月前 a month, 2週間前 and 3日前 are days; 過去5年間 ends and 今後5年間 begins with the
reference; 数 and 几 are two to nine, so that 数年前 is an interval of years.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from babel import Locale

from extract.mentions.date_patterns import quarter_words
from extract.mentions.mention import Bound
from extract.mentions.numbers import Numerals
from extract.mentions.patterns import alternatives, by_word, openings, small_number
from extract.mentions.periods import FIRST_HALF, FIRST_QUARTER, Context, Period, PeriodRead, of_days, of_month, shifted
from extract.mentions.weeks import WeekReader

_WEAK = 0.6
_SEVERAL = (2, 9)
_SHORT_YEARS = range(80, 100)  # 99年以后 is a year and no number of years, where two digits can be one
_HALF = {"year": ("month", 6), "month": ("day", 15)}

Counts = dict[str, int]


class RelativeReader:
    """Reads the relative dates of one language.

    Args:
        locale: where the names of weekdays and quarters come from.
        numerals: how the language writes numbers.
        rules: the section ``dates`` of its rules.

    Attributes:
        openings: what a relative date can begin with, besides a number, see `extract.mentions.patterns.openings`.
        weeks: reads weeks and weekdays.
    """

    def __init__(self, locale: Locale, numerals: Numerals, rules: Mapping[str, Any]) -> None:
        self._numerals, relative = numerals, rules["relative"]
        self._days = relative["day"]
        self.weeks = WeekReader(locale, numerals, rules)
        offset, span = rules["offset"], rules["span"]
        self._units = by_word(offset["units"]) | offset["several_units"]
        joint, several = f"{alternatives(rules['joint'])}?", alternatives(offset["several"])
        number, unit = small_number(numerals.rules), alternatives(by_word(offset["units"]))
        some = f"(?:{unit}|{alternatives(offset['several_units'])})"
        half, half_unit = alternatives(offset["half"]), alternatives(offset["half_units"])
        counted = f"(?:(?:(?!0){number}{unit}|{several}{some}){half}?|{half_unit})"
        amount = f"(?P<amount>{counted}(?:{alternatives(offset['and'])}?{counted})*)"
        self._parts = re.compile(
            f"(?:(?P<number>{number})(?P<unit>{unit})|{several}(?P<some>{some}))(?P<half>{half})?|(?P<half_unit>{half_unit})"
        )
        self._half_units, self._short_year = offset["half_units"], rules["short_year"]
        self._day = re.compile(f"(?P<day>{alternatives(self._days)})")
        anchor = f"(?:(?P<anchor>{alternatives(self._days)}){{}}|{alternatives(offset['now'])})"
        self._offset = re.compile(
            f"(?<![0-9.])(?:{anchor.format(alternatives(offset['from']))})?{amount}(?P<more>{alternatives(offset['more'])})?"
            f"(?:(?P<ago>{alternatives(offset['before'])})|{alternatives(offset['after'])})"
            f"(?!{alternatives(offset['not_before'])})"
        )
        close = alternatives(span["close"])
        self._span = re.compile(
            f"(?:(?:(?P<past>{alternatives(span['past'])})|{alternatives(span['future'])}){joint}{amount}{close}?"
            f"|{anchor.format(alternatives(span['from'])).replace('<anchor>', '<first>')}"
            f"{amount.replace('<amount>', '<from_first>')}{close})(?!{alternatives(span['not_before'])})"
        )
        self._quarters = {
            word + quarter: n for word, n in relative["quarter"].items() for quarter in quarter_words(locale)
        }
        self._halves = relative["half"]
        self._quarter = re.compile(
            f"(?P<quarter>{alternatives(self._quarters)})|(?P<half>{alternatives(self._halves)})"
        )
        self.openings = openings(
            *(self._days, self.weeks.openings, span["past"], span["future"], offset["now"], offset["half_units"]),
            *(offset["several"], self._quarters, self._halves),
        )
        self._leads = frozenset(word[0] for word in self.openings)

    def read(self, text: str, start: int, context: Context) -> PeriodRead | None:
        """Return the date that begins at `start`, or None if there is none.

        Raises:
            NoSuchDateError: if no calendar has it.
            UnreadableNumberError: if a number in it is none.
        """
        reference = context.reference
        lead = text[start] in self._leads
        if reference is not None:
            if (offset := self._offset.match(text, start)) and (read := self._from_offset(offset, reference)):
                units = {self._units.get(part["unit"]) for part in self._parts.finditer(offset["amount"])}
                return self.weeks.weekday_of(text, read) if units == {"week"} else read
            if lead and (span := self._span.match(text, start)) and (read := self._from_span(span, reference)):
                return read
            if lead and (quarter := self._quarter.match(text, start)):
                return self._from_quarter(quarter, reference)
            if week := self.weeks.read(text, start, context):
                return week
        if lead and (day := self._day.match(text, start)):
            period = _day_of(reference, self._days[day["day"]])
            return PeriodRead(period, day.end(), inferred=True, rule="relative")
        return None

    def _amounts(self, written: str) -> Iterator[Counts]:
        """Yield how many years, months, weeks and days an amount such as 1年半 has, none for half a week or day.

        A vague amount (数日) has two: the least and the most that it can mean.
        """
        parts = list(self._parts.finditer(written))
        vague = any(part["some"] for part in parts)
        for several in _SEVERAL if vague else (0,):
            counts = {"year": 0, "month": 0, "week": 0, "day": 0}
            for part in parts:
                if part["half_unit"]:
                    unit, halves = self._half_units[part["half_unit"]], 1
                else:
                    number = int(self._numerals.read(part["number"]).low) if part["number"] else several
                    unit, halves = self._units[part["unit"] or part["some"]], 2 * number + bool(part["half"])
                counts[unit] += halves // 2
                if halves % 2:
                    if unit not in _HALF:
                        return
                    smaller, count = _HALF[unit]
                    counts[smaller] += count
            yield counts

    def _from_offset(self, found: re.Match[str], reference: dt.date) -> PeriodRead | None:
        amounts = list(self._amounts(found["amount"]))
        if not amounts or (self._short_year and amounts[0]["year"] in _SHORT_YEARS and not found["anchor"]):
            return None
        anchor = shifted(reference, self._days[found["anchor"]]) if found["anchor"] else reference
        periods = [self._offset_period(anchor, counts, found) for counts in amounts]
        if len(periods) > 1:
            first, last = sorted(periods, key=lambda period: period.days())
            period = replace(first, until=last)
            return PeriodRead(period, found.end(), True, _WEAK, "offset", Bound.ABOUT)
        bound = Bound.EXACT if not found["more"] else Bound.AT_MOST if found["ago"] else Bound.AT_LEAST
        return PeriodRead(periods[0], found.end(), inferred=True, rule="offset", bound=bound)

    @staticmethod
    def _offset_period(anchor: dt.date, counts: Counts, found: re.Match[str]) -> Period:
        day = _moved(anchor, counts, -1 if found["ago"] else 1)
        period = Period(day.year, day.month, day.day)
        if not found["anchor"] and not counts["day"] and not counts["week"]:
            period = replace(period, day=None, month=day.month if counts["month"] else None)
        return period

    def _from_span(self, found: re.Match[str], reference: dt.date) -> PeriodRead | None:
        amounts = list(self._amounts(found["amount"] or found["from_first"]))
        if not amounts:
            return None
        begin = shifted(reference, self._days[found["first"]]) if found["first"] else reference
        other = _moved(begin, amounts[-1], -1 if found["past"] else 1)
        period = of_days(min(begin, other), max(begin, other))
        if len(amounts) > 1:
            return PeriodRead(period, found.end(), True, _WEAK, "span", Bound.ABOUT)
        return PeriodRead(period, found.end(), inferred=True, rule="span")

    def _from_quarter(self, found: re.Match[str], reference: dt.date) -> PeriodRead:
        if found["half"]:
            halves = reference.year * 2 + (reference.month - 1) // 6 + self._halves[found["half"]]
            return PeriodRead(Period(halves // 2, FIRST_HALF + halves % 2), found.end(), inferred=True)
        quarters = reference.year * 4 + (reference.month - 1) // 3 + self._quarters[found["quarter"]]
        return PeriodRead(Period(quarters // 4, FIRST_QUARTER + quarters % 4), found.end(), inferred=True)


def _moved(day: dt.date, counts: Mapping[str, int], sign: int) -> dt.date:
    """Return `day` moved by years, months, weeks and days; a day that the month has not becomes its last."""
    months = day.year * 12 + day.month - 1 + sign * (12 * counts["year"] + counts["month"])
    month = of_month(months)
    last = month.days()[1]
    return shifted(last.replace(day=min(day.day, last.day)), sign * (7 * counts["week"] + counts["day"]))


def _day_of(reference: dt.date | None, days: int) -> Period:
    if reference is None:
        return Period(None)
    day = shifted(reference, days)
    return Period(day.year, day.month, day.day)
