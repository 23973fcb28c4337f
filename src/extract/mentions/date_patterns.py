"""What dates look like in one language: its rules, and CLDR's words for year, month, day and quarter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale

from extract.mentions.numeric_dates import NUMERIC
from extract.mentions.patterns import RANGE_SIGNS, alternatives


class DatePatterns:
    """The patterns of the dates of one language; `dates.DateReader` says what each means.

    Args:
        locale: where the words for year, month, day and quarter come from.
        numbers: the section ``numbers`` of the language's rules.
        rules: the section ``dates``.
    """

    def __init__(self, locale: Locale, numbers: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
        year, month, day = re.findall("[yMd]+([^yMd]+)", locale.date_formats["long"].pattern)
        digits = "".join(numbers["digits"])
        small = f"(?:[0-9]{{1,2}}|[{digits}{''.join(numbers['small'])}]{{1,3}})"
        full = f"(?:[12][0-9]{{3}}|[{digits}]{{4}})"
        fiscal = alternatives(rules["fiscal"]["words"])
        relative = rules["relative"]
        joint = f"{alternatives(rules['joint'])}?"
        between = f" ?{alternatives([*rules['range'], *RANGE_SIGNS])} ?"
        days = alternatives(rules["day"])
        halves = alternatives(_flat(rules["half"]))
        quarter = f"第?(?P<quarter>[1-4]|[{digits}]){alternatives(_quarter_words(locale))}"
        short = f"|(?P<short>[0-9]{{2}}){year}(?={small}{month})" if rules["short_year"] else ""
        self.decade = re.compile(f"(?P<year>[12][0-9]{{2}}0){alternatives(rules['decade'])}")
        self.year = re.compile(
            f"(?<![0-9.])(?:{alternatives(rules['calendar'])}?(?P<year>{full})"
            f"(?:(?P<fiscal>{fiscal})|{year}|(?= ?(?:[QH][1-4](?![0-9A-Za-z])|{halves}))"
            f"|(?={between}{full}{year}))"
            f"|(?P<era>{alternatives(rules['eras'])})(?P<era_year>[0-9]{{1,3}}|{small}|{rules['era_first']})(?:(?P<era_fiscal>{fiscal})|{year})"
            f"|(?P<relative_fiscal>{alternatives(relative['fiscal'])})|(?P<relative>{alternatives(relative['year'])})"
            f"|(?P<same>{alternatives(rules['same']['year'])}){short})"
        )
        self.part_of_year = re.compile(
            f"{joint} ?(?:{quarter}"
            "|(?:Q(?P<q>[1-4])|(?P<q_first>[1-4])Q|H(?P<h>[12]))(?![0-9A-Za-z])"
            f"|(?P<half>{halves}|{alternatives(_flat(rules['half_of_year']))})|(?P<season>{alternatives(_flat(rules['season']))})"
            f"|(?P<part>{alternatives(_flat(rules['part']))}))"
        )
        self.part_alone = re.compile(f"{quarter.replace('第?', '第')}|(?P<half>{halves})")
        self.month = re.compile(
            f"{joint}(?<![0-9.])(?:(?P<month>{small})(?:{month}|(?={between}{small}{month}))"
            f"|(?P<relative>{alternatives(relative['month'])})|(?P<same>{alternatives(rules['same']['month'])}))"
        )
        self.day = re.compile(f"{joint}(?P<day>{small})(?:{days}|(?={between}{small}{days}))")
        self.day_alone = re.compile(
            f"(?<![0-9.第])(?P<day>[0-9]{{1,2}}){day}(?!{alternatives(rules['day_not_before'])})"
        )
        self.part_of_month = re.compile(f"{joint}(?P<part>{alternatives(_flat(rules['part']))})")
        self.relative_day = re.compile(alternatives(relative["day"]))
        self.between = re.compile(between)
        self.close = re.compile(alternatives(rules["range_close"]))
        self.parts = (NUMERIC, self.year, self.month, self.day)


def _flat(groups: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for words in groups.values() for word in words]


def _quarter_words(locale: Locale) -> set[str]:
    """Return what CLDR writes behind the number of a quarter (四半期, 季度)."""
    return {re.sub(r"^第?[0-9一二三四]", "", name) for name in locale.quarters["format"]["wide"].values()}
