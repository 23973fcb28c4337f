"""What dates look like in one language: its rules, and CLDR's words for year, month, day and quarter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale

from extract.mentions.numeric_dates import NUMERIC
from extract.mentions.patterns import RANGE_SIGNS, alternatives, initials


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
        zeros = "".join(word for word, number in numbers["digits"].items() if number == 0)
        ten, hundred, thousand = (
            f"[{''.join(word for word, number in numbers['small'].items() if number == place)}]"
            for place in (10, 100, 1000)
        )
        small = small_number(numbers)
        joint = f"{alternatives(rules['joint'])}?"
        between = f" ?{alternatives([*rules['range'], *RANGE_SIGNS])} ?"
        listed = f"(?:{between}|{alternatives([*rules['range_pair']['words'], *rules['list']])})"
        full = f"(?:[12][0-9]{{3}}|[{digits}]{{4}})"
        # 二千年 and 三六七年 are spans of time, unless a month follows.
        long_ago = (
            f"(?:[{digits}]{thousand}(?:[{digits}]|{hundred}|{ten}){{0,5}}|[{digits}]{{3}})"
            f"(?={year}{joint}{small}{month})"
        )
        fiscal = alternatives(rules["fiscal"]["words"])
        relative = rules["relative"]
        days = alternatives(rules["day"])
        halves = alternatives(_flat(rules["half"]))
        quarter_words = alternatives([*_quarter_words(locale), *rules["quarter"]])
        quarter = f"第?(?P<quarter>[1-4]|[{digits}]){quarter_words}"
        self.decade = re.compile(
            f"(?:{_century(rules, small)}{joint})?(?:(?P<year>[12][0-9]{{2}}0)"
            f"|(?<![0-9.])(?P<tens>[1-9]0|[{digits}]{ten})){alternatives(rules['decade'])}"
        )
        self.century = re.compile(_century(rules, small))
        self.year = re.compile(
            f"(?<![0-9.])(?:{alternatives(rules['calendar'])}?(?P<year>{full}|{long_ago})"
            f"(?:(?P<fiscal>{fiscal})|{year}|(?= ?(?:[QH][1-4](?![0-9A-Za-z])|{halves}))|(?={listed}{full}{year}))"
            f"|(?P<era>{alternatives(rules['eras'])})(?P<era_year>[0-9]{{1,3}}|{small}|{rules['era_first']})(?:(?P<era_fiscal>{fiscal})|{year})"
            f"|(?P<relative_fiscal>{alternatives(relative['fiscal'])})|(?P<relative>{alternatives(relative['year'])})"
            f"|(?P<season_of>{alternatives(relative['season'])})(?={alternatives(_flat(rules['season']))})"
            f"|(?P<same>{alternatives(rules['same']['year'])})|(?P<zero>[0{zeros}][0-9{digits}]){year}"
            f"|(?P<short>[0-9]{{2}}){year}(?={small}{month}))"
        )
        first = rules["first_of_year"]
        self.first_of_year = re.compile(
            f"{joint}{alternatives(first['before'])}(?P<count>{small})"
            f"(?:(?P<quarters>{alternatives(first['counter'])}?{quarter_words})|(?P<months>{alternatives(first['month'])})"
            f"|(?P<days>{alternatives(first['day'])}))"
        )
        self.part_of_year = re.compile(
            f"{joint} ?(?:{quarter}"
            "|(?:Q(?P<q>[1-4])|(?P<q_first>[1-4])Q|H(?P<h>[12]))(?![0-9A-Za-z])"
            f"|(?P<half>{halves}|{alternatives(_flat(rules['half_of_year']))})|(?P<season>{alternatives(_flat(rules['season']))})"
            f"|(?P<part>{alternatives(_flat(rules['part']))}))"
        )
        alone = rules["part_alone"]
        self.part_alone = re.compile(
            f"{quarter.replace('第?', '第')}|(?P<half>{halves})"
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
        self.day_alone = re.compile(
            rf"(?<![0-9.第])(?:(?P<day>[0-9]{{1,2}})(?:{day}|{days}(?!\w))|(?P<tens>[{digits}]?{ten}[{digits}]|[{digits}]{ten}){days})"
            f"(?!{alternatives(rules['day_not_before'])})"
        )
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
        words += [*rules["range_pair"]["words"], *rules["list"], *_quarter_words(locale), *"-./ QH"]
        follows = f"[{''.join(re.escape(char) for char in initials(words))}]"
        led = [word for group in relative.values() for word in group if word[0] in han]
        self.begins = re.compile(
            f"[0-9]{{1,4}}(?:{follows}|(?:st|nd|rd|th)?[A-Z])|[{han}]{{1,8}}{follows}|[^0-9{han}]|{alternatives(led)}"
        )
        self.parts = (NUMERIC, self.year, self.month, self.day)


def small_number(numbers: Mapping[str, Any]) -> str:
    """Return a pattern for a number below a hundred, in digits or written out."""
    return (
        f"(?:[0-9]{{1,2}}|[{''.join(numbers['digits'])}{''.join(numbers['small'])}{''.join(numbers['tens'])}]{{1,3}})"
    )


def _century(rules: Mapping[str, Any], small: str) -> str:
    century = rules["century"]
    return (
        f"(?:(?P<relative>{alternatives(century['relative'])})"
        f"|(?<![0-9.])(?P<century>{small}){alternatives(century['words'])})"
    )


def _flat(groups: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for words in groups.values() for word in words]


def _quarter_words(locale: Locale) -> set[str]:
    """Return what CLDR writes behind the number of a quarter (四半期, 季度)."""
    return {re.sub(r"^第?[0-9一二三四]", "", name) for name in locale.quarters["format"]["wide"].values()}
