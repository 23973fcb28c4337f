"""Weeks and their days: 来週の月曜日, 下半周, 週末, 9月16日の週, 7月の第1金曜日, 6月9日(金).

Choices: a week begins on Monday, and the first week of a month or year is the one that has its first Thursday
(ISO 8601); a weekday alone is the last one up to the reference; a weekend is Saturday and Sunday; the first half of a
week ends on Wednesday, and its middle is Tuesday to Friday.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from babel import Locale

from extract.mentions.numbers import Numerals
from extract.mentions.patterns import alternatives, by_word, openings, small_number
from extract.mentions.periods import Context, NoSuchDateError, Period, PeriodRead, of_days, shifted, week_of

_WEAK = 0.6
_SUNDAY = 7
# Days after Monday of the parts of a week, both included.
_PARTS = {"early": (0, 2), "middle": (1, 4), "late": (3, 6), "weekend": (5, 6)}


class WeekReader:
    """Reads the weeks and weekdays of one language.

    Args:
        locale: where the names of the weekdays come from.
        numerals: how the language writes numbers.
        rules: the section ``dates`` of its rules.

    Attributes:
        openings: what a week or weekday can begin with, see `extract.mentions.patterns.openings`.
    """

    def __init__(self, locale: Locale, numerals: Numerals, rules: Mapping[str, Any]) -> None:
        self._numerals = numerals
        week, names = rules["week"], rules["weekday"]
        self._before, self._parts = week["before"], by_word(week["part"])
        self._parts_alone = by_word(week["part_alone"])
        self._days, self._short = _weekday_names(locale, names)
        joint = f"{alternatives(rules['joint'])}?"
        weekday = f"(?P<weekday>{alternatives(self._days)})(?!{alternatives(names['not_before'])})"
        number, weekend = small_number(numerals.rules), alternatives(week["weekend"])
        self._week = re.compile(
            f"(?P<before>{alternatives(self._before)})(?:(?P<weekend>{weekend})"
            f"|{weekday.replace('<weekday>', '<next>')}|(?P<half>{alternatives(week['part_of_before'])})"
            f"|{alternatives(week['words'])}(?:{joint}(?:{weekday}|(?P<part>{alternatives([*self._parts, *week['weekend']])})))?)"
        )
        self._part_alone = re.compile(f"(?P<weekend>{weekend})|(?P<part>{alternatives(self._parts_alone)})")
        self._weekday = re.compile(f"(?<![0-9])(?:{weekday})")
        self._weekday_behind = re.compile(f"{joint}{weekday}")
        self._not_behind = re.compile(f"(?:{alternatives(names['not_behind'])})$")
        self._suffix = re.compile(
            f"(?P<open>[、,]? ?[(\\[]?|{joint})(?P<name>{alternatives(self._days)}|(?<=[(\\[]){alternatives(self._short)})"
            f"(?P<close>[)\\]]?)(?!{alternatives(names['not_before'])})"
        )
        self._nth = re.compile(
            f"{joint}(?:第(?P<nth>{number}){alternatives(week['counter'])}?|(?P<counted>{number}){alternatives(week['ordinal'])}"
            f"|(?P<first>{alternatives(week['first'])})|{alternatives(week['last'])})"
            f"(?:{weekday}|(?P<week>{alternatives(week['words'])})(?!{alternatives(week['not_behind'])}))"
        )
        self._week_of_day = re.compile(alternatives(week["of_day"]))
        self.openings = openings(self._before, self._days, week["weekend"], self._parts_alone)
        self._leads = frozenset(word[0] for word in self.openings)

    def read(self, text: str, start: int, context: Context) -> PeriodRead | None:
        """Return the week or weekday that begins at `start`, or None if there is none.

        Raises:
            NoSuchDateError: if no calendar has it.
            UnreadableNumberError: if a number in it is none.
        """
        reference = context.reference
        if reference is None:
            return None
        if text[start] in self._leads:
            if week := self._week.match(text, start):
                return self._from_week(week, reference)
            named = self._not_behind.search(text[max(0, start - 4) : start])  # 毎週, 一周三次
            if not named and (part := self._part_alone.match(text, start)):
                days = _PARTS["weekend" if part["weekend"] else self._parts_alone[part["part"]]]
                return PeriodRead(_days_of(reference, 0, days), part.end(), inferred=True, confidence=_WEAK)
            if not named and (found := self._weekday.match(text, start)):
                return self._from_weekday(found, context, reference)
        if text[start] == "第" and (nth := self._nth.match(text, start)) and nth["weekday"]:
            return self.nth(text, PeriodRead(Period(reference.year, reference.month), start, inferred=True))
        return None

    def extended(self, text: str, read: PeriodRead) -> PeriodRead:
        """Return a date with what follows it: its weekday, or that its week or an nth weekday is meant."""
        if read.period.day is None:
            return self.nth(text, read) or read
        if read.period.until is not None or read.rule == "weekday":
            return read
        if suffix := self._suffix.match(text, read.end):
            opened = suffix["open"][-1:] in {"(", "["}
            if opened == bool(suffix["close"]):
                return read._replace(end=suffix.end())
            if not opened:
                return read._replace(end=suffix.end("name"))
        if read.period.year and (week := self._week_of_day.match(text, read.end)):
            monday = week_of(read.period.days()[0])
            return read._replace(period=of_days(monday, shifted(monday, 6)), end=week.end())
        return read

    def nth(self, text: str, read: PeriodRead) -> PeriodRead | None:
        """Return the nth week or weekday of a month or year that was read, or None if none follows."""
        period = read.period
        if period.year is None or period.part or period.years > 1 or period.until or (period.month or 0) > 12:
            return None
        found = self._nth.match(text, read.end)
        if not found or (found["weekday"] and period.month is None):
            return None
        first, last = period.days()
        written = found["nth"] or found["counted"]
        count = int(self._numerals.read(written).low) if written else int(bool(found["first"]))
        if found["weekday"]:
            day = self._days[found["weekday"]]
            if count:
                begin = shifted(first, (day - first.isoweekday()) % 7 + 7 * (count - 1))
            else:
                begin = shifted(last, -((last.isoweekday() - day) % 7))
            if not first <= begin <= last:
                raise NoSuchDateError("the month has not so many of this weekday")
            return read._replace(period=of_days(begin, begin), end=found.end(), rule="weekday")
        # The first week of a month or year is the one with its fourth day, the last one that of its fourth from last.
        begin = week_of(shifted(first, 3), count - 1) if count else week_of(shifted(last, -3))
        return read._replace(period=of_days(begin, shifted(begin, 6)), end=found.end())

    def weekday_of(self, text: str, read: PeriodRead) -> PeriodRead:
        """Return the weekday that is named behind a day, in the week of that day (2週間後の月曜日), else the day itself."""
        found = self._weekday_behind.match(text, read.end)
        if not found:
            return read
        day = shifted(week_of(read.period.days()[0]), self._days[found["weekday"]] - 1)
        return read._replace(period=of_days(day, day), end=found.end(), rule="weekday")

    def _from_week(self, found: re.Match[str], reference: dt.date) -> PeriodRead:
        weeks = self._before[found["before"]]
        if weekday := found["weekday"] or found["next"]:
            day = shifted(week_of(reference, weeks), self._days[weekday] - 1)
            return PeriodRead(of_days(day, day), found.end(), inferred=True, rule="weekday")
        part = (
            "weekend" if found["weekend"] else self._parts.get(found["part"] or "", "weekend" if found["part"] else "")
        )
        if found["half"]:  # 下半周 is of this week, as the word before 半 says which half
            weeks, part = 0, "early" if weeks < 0 else "late"
        period = _days_of(reference, weeks, _PARTS[part] if part else (0, 6))
        return PeriodRead(period, found.end(), inferred=True)

    def _from_weekday(self, found: re.Match[str], context: Context, reference: dt.date) -> PeriodRead:
        wanted = self._days[found["weekday"]]
        if context.start is not None and context.start.year is not None:
            first = context.start.days()[0]
            day = shifted(first, (wanted - first.isoweekday()) % 7)
        else:
            day = shifted(reference, -((reference.isoweekday() - wanted) % 7))
        return PeriodRead(of_days(day, day), found.end(), inferred=True, confidence=_WEAK, rule="weekday")


def _days_of(reference: dt.date, weeks: int, days: tuple[int, int]) -> Period:
    monday = week_of(reference, weeks)
    return of_days(shifted(monday, days[0]), shifted(monday, days[1]))


def _weekday_names(locale: Locale, rules: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the names of the weekdays, and their short ones (月, 一), with the number of the day in ISO 8601."""
    short = {name: day + 1 for day, name in locale.days["format"]["narrow"].items()}
    short |= dict.fromkeys(rules["sunday"], _SUNDAY)
    return {form.format(name): day for form in rules["forms"] for name, day in short.items()}, short
