"""What dates look like in one language: its rules, and CLDR's words for year, month, day and quarter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale

from extract.mentions.numeric_dates import NUMERIC
from extract.mentions.patterns import RANGE_SIGNS, alternatives, initials, small_number
from extract.mentions.year_patterns import range_pattern, year_pattern


class DatePatterns:
    """The patterns of the dates of one language; `calendar_dates` and `dates` say what each means.

    Args:
        locale: where the words for year, month, day and quarter come from.
        numbers: the section ``numbers`` of the language's rules.
        rules: the section ``dates``.
    """

    def __init__(self, locale: Locale, numbers: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
        year, month, day = re.findall("[yMd]+([^yMd]+)", locale.date_formats["long"].pattern)
        digits = "".join(numbers["digits"])
        ten = f"[{''.join(word for word, number in numbers['small'].items() if number == 10)}]"
        small = small_number(numbers)
        joint = f"{alternatives(rules['joint'])}?"
        between = range_pattern(rules)
        relative = rules["relative"]
        days = alternatives(rules["day"])
        halves = alternatives(_flat(rules["half"]))
        quarters = alternatives([*quarter_words(locale), *rules["quarter"]])
        quarter = f"第?(?P<quarter>[1-4]|[{digits}]){quarters}"
        self.decade = re.compile(
            f"(?:{_century(rules, small)}{joint})?(?:(?P<year>[12][0-9]{{2}}0)"
            f"|(?<![0-9.])(?P<tens>[1-9]0|[{digits}]{ten})){alternatives(rules['decade'])}"
        )
        self.century = re.compile(_century(rules, small))
        self.lunar_month = re.compile(f"{joint}闰?{small}{month}(?:{small}{days})?")
        self.year = year_pattern(year, month, numbers, rules)
        self.part_of_year = re.compile(
            f"{joint} ?(?:{quarter}"
            "|(?:Q(?P<q>[1-4])|(?P<q_first>[1-4])Q|H(?P<h>[12]))(?![0-9A-Za-z])"
            f"|(?P<half>{halves}|{alternatives(_flat(rules['half_of_year']))})|(?P<season>{alternatives(_flat(rules['season']))})"
            f"|(?P<part>{alternatives(_flat(rules['part']))}))"
        )
        self.part_of_years = re.compile(
            f"{joint} ?(?P<part>{alternatives([*_flat(rules['half_of_year']), *_flat(rules['part'])])})"
        )
        alone = rules["part_alone"]
        self.part_alone = re.compile(
            f"{quarter.replace('第?', '第')}|(?P<half>{halves}|{alternatives(_flat(alone['half']))})"
            f"|(?:(?P<of_year>{alternatives(_flat(alone['year']))})|(?P<of_month>{alternatives(_flat(alone['month']))}))"
            f"(?!{alternatives(alone['not_before'])})"
        )
        self.month = re.compile(
            f"{joint}(?<![0-9.])(?:(?P<month>{small})(?:{month}|(?={between}{small}{month}))"
            f"|(?P<relative>{alternatives(relative['month'])})|(?P<same>{alternatives(rules['same']['month'])}))"
        )
        names = list(locale.days["format"]["narrow"].values())
        weekdays = [*names, *(form.format(name) for form in rules["weekday"]["forms"] for name in names)]
        no_word = f"|(?<={month})(?P<bare>[{digits}]?{ten}[{digits}]?)(?!\\w)" if rules["bare_day"] else ""
        self.day = re.compile(f"{joint}(?:(?P<day>{small})(?:{days}|(?={between}{small}{days})){no_word})")
        # 4/22 is a date where a word says so, or its weekday.
        self.slashed = re.compile(
            r"(?<![A-Za-z0-9_./\-])(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12][0-9]|3[01])"
            f"(?={alternatives(rules['slashed_before'])}|[(]{alternatives(weekdays)}[)])"
        )
        self.same_day = re.compile(alternatives(rules["same"]["day"]))
        self.day_not_behind = re.compile(f"{alternatives(rules['day_not_behind'])}$")
        self.count_of_days = re.compile(alternatives(rules["day_not_before"]))
        tens = f"(?P<tens>[{digits}]?{ten}[{digits}]|[{digits}]{ten}){days}"
        counts = f"(?!{alternatives(rules['day_not_before'])})"
        self.day_alone = re.compile(rf"(?<![0-9.第])(?:(?P<day>[0-9]{{1,2}})(?:{day}|{days}(?!\w))|{tens}){counts}")
        self.day_in_field = re.compile(f"(?<![0-9.第])(?:(?P<day>[0-9]{{1,2}}){days}|{tens}){counts}")
        self.part_of_month = re.compile(
            f"{joint}(?P<part>{alternatives([*_flat(rules['month_half']), *_flat(rules['part'])])})"
        )
        self.relative_day = re.compile(alternatives(relative["day"]))
        self.between = re.compile(between)
        self.pair = re.compile(alternatives(rules["range_pair"]["words"]))
        self.pair_close = re.compile(alternatives(rules["range_pair"]["close"]))
        self.open = re.compile(alternatives(rules["range_open"]))
        self.close = re.compile(alternatives(rules["range_close"]))
        # What a number must be followed by to begin a date; most numbers are none, and this is all that they cost.
        han = f"{digits}{''.join(numbers['small'])}{''.join(numbers['tens'])}"
        units = [word for words in rules["offset"]["units"].values() for word in words]
        words = [year, month, day, *rules["day"], *rules["decade"], *rules["century"]["words"], *units]
        words += [*rules["fiscal"]["words"], *_flat(rules["half"]), *rules["range"], *RANGE_SIGNS]
        words += [*rules["range_pair"]["words"], *rules["list"], *quarter_words(locale), *"-./ QH"]
        follows = f"[{''.join(re.escape(char) for char in initials(words))}]"
        led = [word for group in relative.values() for word in group if word[0] in han]
        self.begins = re.compile(
            f"[0-9]{{1,4}}(?:{follows}|(?:st|nd|rd|th)?[A-Z])|[{han}]{{1,8}}{follows}|[^0-9{han}]|{alternatives(led)}"
        )
        self.parts = (NUMERIC, self.year, self.month, self.day)


def _century(rules: Mapping[str, Any], small: str) -> str:
    century = rules["century"]
    return (
        f"(?:(?P<relative>{alternatives(century['relative'])})"
        f"|(?<![0-9.])(?P<century>{small}){alternatives(century['words'])})"
    )


def _flat(groups: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for words in groups.values() for word in words]


def quarter_words(locale: Locale) -> set[str]:
    """Return what CLDR writes behind the number of a quarter (四半期, 季度)."""
    return {re.sub(r"^第?[0-9一二三四]", "", name) for name in locale.quarters["format"]["wide"].values()}
