"""What years look like in one language: 2023年, 二〇二三, 令和5年, 2023年度, 去年, 99年3月, 从2016到2018, 康熙三年."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from extract.mentions.patterns import RANGE_SIGNS, alternatives, small_number


def range_pattern(rules: Mapping[str, Any]) -> str:
    """Return the pattern of what joins the ends of a range of dates, by the section ``dates`` of a language's rules."""
    return f" ?{alternatives([*rules['range'], *RANGE_SIGNS])} ?"


def year_pattern(year: str, month: str, numbers: Mapping[str, Any], rules: Mapping[str, Any]) -> re.Pattern[str]:
    """Return the pattern of a year; its groups say of which kind it is.

    Args:
        year: CLDR's word for year.
        month: CLDR's word for month.
        numbers: the section ``numbers`` of the language's rules.
        rules: the section ``dates``.
    """
    digits = "".join(numbers["digits"])
    zeros = "".join(word for word, number in numbers["digits"].items() if number == 0)
    small, relative = small_number(numbers), rules["relative"]
    fiscal, halves = alternatives(rules["fiscal"]["words"]), alternatives(_flat(rules["half"]))
    full = f"(?:[12][0-9]{{3}}|[{digits}]{{4}})"
    listed = f"(?:{range_pattern(rules)}|{alternatives([*rules['range_pair']['words'], *rules['list']])})"
    count = f"[0-9]{{1,3}}|{small}|{rules['era_first']}"
    # Behind a year of the eighties or nineties in two digits: 50年以后 is in fifty years.
    bounds = [word for words in rules["bounds_after"].values() for word in words if len(word) > 1]
    return re.compile(
        f"(?<![0-9.])(?:{_bare(year, rules)}"
        f"|(?P<lunar>{alternatives(rules['lunar_eras'])})(?P<lunar_year>{count}){year}"
        f"|{alternatives(rules['calendar'])}?(?P<year>{full}|{_long_ago(year, month, numbers, rules)})"
        f"(?:(?P<fiscal>{fiscal})|{year}|(?= ?(?:[QH][1-4](?![0-9A-Za-z])|{halves}))|(?={listed}{full}{year}))"
        f"|(?P<era>{alternatives(rules['eras'])})(?P<era_year>{count})(?:(?P<era_fiscal>{fiscal})|{year})"
        f"|(?P<relative_fiscal>{alternatives(relative['fiscal'])})|(?P<relative>{alternatives(relative['year'])})"
        f"|(?P<season_of>{alternatives(relative['season'])})(?={alternatives(_flat(rules['season']))})"
        f"|(?P<same>{alternatives(rules['same']['year'])})|(?P<zero>[0{zeros}][0-9{digits}]){year}"
        f"|(?P<short>[0-9]{{2}}){year}(?={small}{month}|(?<=[89][0-9]{year}){alternatives(bounds)}))"
    )


def _bare(year: str, rules: Mapping[str, Any]) -> str:
    """Return the pattern of years without their word, where what opens and joins a range says so (从2016到2018)."""
    bare, opens = "(?:19|20)[0-9]{2}", _class(rules["range_open"])
    joins = _class(word for word in rules["range"] if len(word) == 1)
    stop = rf"(?=\W|$|{year}|{alternatives(rules['range_close'])})"
    return (
        f"(?<={opens})(?P<bare>{bare})(?={joins}{bare}{stop})"
        f"|(?<={opens}{bare}{joins})(?P<bare_end>{bare}){stop}(?!{year})"
    )


def _long_ago(year: str, month: str, numbers: Mapping[str, Any], rules: Mapping[str, Any]) -> str:
    """Return the pattern of 二千年 and 三六七年: spans of time, unless a month follows."""
    digits = "".join(numbers["digits"])
    ten, hundred, thousand = (
        f"[{''.join(word for word, number in numbers['small'].items() if number == place)}]"
        for place in (10, 100, 1000)
    )
    return (
        f"(?:[{digits}]{thousand}(?:[{digits}]|{hundred}|{ten}){{0,5}}|[{digits}]{{3}})"
        f"(?={year}{alternatives(rules['joint'])}?{small_number(numbers)}{month})"
    )


def _flat(groups: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for words in groups.values() for word in words]


def _class(words: Iterable[str]) -> str:
    """Return a pattern for one of the characters that `words` are; it never matches if there are none."""
    characters = "".join(words)
    return f"[{characters}]" if characters else "(?!.)."
