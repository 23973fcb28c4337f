"""Dates of news: which one a line, the line or heading above it or its end gives to what it tells."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from extract.claims.events import is_point
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import DateValue, Mention
from extract.text import Span

_LEADING = re.compile(
    r"[^\w]*(?P<date>(?P<year>20[12]\d)/(?P<month>\d{1,2})"
    r"|(?P<solid>20[12]\d[01]\d[0-3]\d)"
    r"|(?P<short>[12]\d)(?P<mark>[/.-])(?P<short_month>[01]\d)(?P=mark)(?P<short_day>[0-3]\d))"
)
_BEHIND = re.compile(r"\s*[\])】:,]|\s|$")
_OVER_LISTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})  # may be a date alone over a list, deeper than it
# A version beside the date of an entry of a change log: [2.1.0] - 2024-09-10, v2.1 (2024-06-01), 2024-05-02 (ver 2.0).
_VERSION_BESIDE = r"[\W_]*(?:[vV](?:er(?:sion)?)?\.?\s?)?\d{1,2}(?:\.\d{1,3}){1,3}[\W_]*"


def leading_date(text: str, words: tuple[str, ...] = ()) -> Mention | None:
    """Return the date that the figures at the start of a line of news write: 2024/7, [24/07/08], 20240701; None if it is none.

    Elsewhere such figures may be fractions or counts.
    A year of two figures counts with month and day alone, in the order in which Chinese and Japanese have them.

    Args:
        text: the line's cleaned text.
        words: those that may follow such a date without a space: 20240701更新.
    """
    found = _LEADING.match(text)
    if not found or not (_BEHIND.match(text, found.end()) or (words and text.startswith(words, found.end()))):
        return None
    if found["solid"]:
        year, month, day = int(found["solid"][:4]), int(found["solid"][4:6]), int(found["solid"][6:])
    elif found["short"]:
        year, month, day = 2000 + int(found["short"]), int(found["short_month"]), int(found["short_day"])
    else:
        year, month, day = int(found["year"]), int(found["month"]), 0
    try:
        first = dt.date(year, month, day or 1)
    except ValueError:
        return None
    last = first if day else first.replace(day=calendar.monthrange(year, month)[1])
    edtf = first.isoformat() if day else first.isoformat()[:7]
    return Mention(Span(*found.span("date")), found["date"], DateValue(edtf, first, last), "dates.leading")


def date_alone(reading: Reading, language: Language) -> tuple[Mention, Reading] | None:
    """Return the date that is all a line of news says: with a colon, what happened stands in the next line, else in a list."""
    if len(reading.dates) != 1 or not is_point(reading.text, reading.dates[0], language):
        return None
    date = reading.dates[0]
    before, behind = reading.text[: date.span.start], reading.text[date.span.end :]
    if not re.fullmatch(leading_pattern(language), before):
        return None
    is_over_list = reading.statement.kind in _OVER_LISTS and re.fullmatch(leading_pattern(language), behind)
    return (date, reading) if is_over_list or re.fullmatch(r"\W*:\W*", behind) else None


def dated_heading(section: SectionReading, language: Language) -> tuple[Mention, Reading] | None:
    """Return the date that a heading is, but for a version and a word such as "update": that of all the news under it.

    Headings under it that say of what kind the news are (Added, Fixed) have neither names nor dates.
    """
    for heading in reversed(section.heading):
        if heading.statement.kind is not BlockKind.HEADING:
            return None
        if heading.dates:
            date = heading.dates[0]
            beside = rf"(?:{leading_pattern(language)}|{_VERSION_BESIDE})"
            rest = heading.text[: date.span.start], heading.text[date.span.end :]
            is_date = all(re.fullmatch(beside, each) for each in rest) and is_point(heading.text, date, language)
            return (date, heading) if is_date and len(heading.dates) == 1 else None
        if heading.names:
            return None
    return None


def is_headline(reading: Reading, language: Language) -> bool:
    """Return whether a heading is a line of news itself: it begins with a day and goes on to say what happened."""
    if reading.statement.kind is not BlockKind.HEADING or not reading.dates:
        return False
    date = reading.dates[0]
    begins = re.fullmatch(leading_pattern(language), reading.text[: date.span.start])
    is_day = len(date.date.edtf) == len("2024-01-05") and is_point(reading.text, date, language)
    return bool(begins and is_day and not re.fullmatch(leading_pattern(language), reading.text[date.span.end :]))


def date_of_entry(reading: Reading, language: Language) -> tuple[Mention, Reading] | None:
    """Return the date of an item of a list that labels it (Date: August 12, 2025): it holds for the items behind it."""
    if reading.statement.kind is not BlockKind.LIST_ITEM or len(reading.dates) != 1:
        return None
    date = reading.dates[0]
    label, colon, rest = reading.text[: date.span.start].rpartition(":")
    is_label = colon and not rest.strip() and label.strip() in language.words("headers", "date")
    return (date, reading) if is_label and is_point(reading.text, date, language) else None


def goes_with(reading: Reading, dated: Reading) -> bool:
    """Return whether a line belongs to the date above it: of one group of lines, an item of the list under it or of its entry."""
    one, other = reading.statement, dated.statement
    is_entry = one.kind is other.kind is BlockKind.LIST_ITEM and one.level == other.level and ":" in reading.text
    if other.kind in _OVER_LISTS and ":" not in dated.text:
        return one.kind is BlockKind.LIST_ITEM and one.level > other.level
    return one.group == other.group or is_entry


def trailing_date(reading: Reading, language: Language) -> Mention | None:
    """Return the one date of a line of news that stands at its end, apart from its sentences: 开源甲! 2023-10-08."""
    if len(reading.dates) != 1 or reading.statement.kind is not BlockKind.LIST_ITEM:
        return None
    date = reading.dates[0]
    is_last = not re.search(r"\w", reading.text[date.span.end :]) and is_point(reading.text, date, language)
    return date if is_last else None


def leading_pattern(language: Language) -> str:
    """Return the pattern of what may stand before the date of a line of news: signs, and a word such as News."""
    return rf"[\W_]*{language.any_of('releases', 'leading')}?[\W_]*"
