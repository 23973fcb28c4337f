"""Dates of news: which one a line, the line or heading above it or its end gives to what it tells."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.claims.events import is_point
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language, load_language
from extract.mentions.mention import DateValue, Mention
from extract.segments import Statement
from extract.text import Span

_LEADING = re.compile(
    r"[^\w]*(?P<date>(?P<year>20[12]\d)/(?P<month>\d{1,2})"
    r"|(?P<solid>20[12]\d[01]\d[0-3]\d)"
    r"|(?P<six>2\d[01]\d[0-3]\d)(?=\s?[\])】:])"
    r"|(?P<short>[12]\d)(?P<mark>[/.-])(?P<short_month>[01]\d)(?P=mark)(?P<short_day>[0-3]\d))"
)
_PART_OF_YEAR = re.compile(r"[\W_]*(?P<date>(?P<month>[01]?\d)[/.-](?P<day>[0-3]?\d))(?![\d.A-Za-z%+/-])")
_PART_OF_MONTH = re.compile(r"[\W_]*(?P<day>[0-3]?\d)(?!\d)")
_TO_DO = re.compile(r"[-*+]\s+\[ \]\s|☐|□")  # before what an item says
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
    elif found["six"]:
        year, month, day = 2000 + int(found["six"][:2]), int(found["six"][2:4]), int(found["six"][4:])
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


def month_above(section: SectionReading, language: Language) -> tuple[int, int] | None:
    """Return year and month of the headings that say nothing else; month 0 if they name a year alone, None without a year."""
    found: tuple[int, int] | None = None
    for heading in section.heading:
        for date in heading.dates[:1] if heading.statement.kind is BlockKind.HEADING else ():
            rest = heading.text[: date.span.start], heading.text[date.span.end :]
            parts = re.fullmatch(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d{2}))?", date.date.edtf)
            if parts and all(re.fullmatch(leading_pattern(language), each) for each in rest):
                stated = "" if date.date.inferred else parts["year"]
                year = int(stated) if stated.isdigit() else found[0] if found else 0
                found = (year, int(parts["month"] or 0)) if year else None
    return found


def within_month(reading: Reading, above: tuple[int, int], language: Language) -> Reading:
    """Return a line of news with the date that it begins with where a heading has its year or month: 4/2, 12.30, 5日."""
    whole, day = _PART_OF_YEAR.match(reading.text), _PART_OF_MONTH.match(reading.text)
    year, month = above
    if whole and not reading.text.startswith(language.words("releases", "version_before"), whole.end()):
        span, month, number = Span(*whole.span("date")), int(whole["month"]), int(whole["day"])
    elif day and month and reading.text.startswith(language.words("dates", "day"), day.end()):
        word = next(each for each in language.words("dates", "day") if reading.text.startswith(each, day.end()))
        span, number = Span(day.start("day"), day.end() + len(word)), int(day["day"])
    else:
        return reading
    if any(each.span.overlaps(span) and is_stated(each) and not each.date.inferred for each in reading.dates):
        return reading
    try:
        date = dt.date(year, month, number)
    except ValueError:
        return reading
    mention = Mention(span, span.of(reading.text), DateValue(date.isoformat(), date, date), "dates.leading")
    kept = [each for each in reading.dates if not each.span.overlaps(span)]
    return replace(reading, dates=(mention, *kept))


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


def title_label(reading: Reading, language: Language) -> int | None:
    """Return where the title of an entry begins in an item that is labelled so (Title: …), None if it is none."""
    if reading.statement.kind is not BlockKind.LIST_ITEM:
        return None
    found = _title_label(language.code).match(reading.text) if ":" in reading.text else None
    return found.end() if found else None


@cache
def _title_label(language_code: str) -> re.Pattern[str]:
    return re.compile(rf"\W*{load_language(language_code).any_of('releases', 'title_labels')}\s?:\s?")


def titles_come_first(section: SectionReading, language: Language) -> bool:
    """Return whether the entries of a section begin with their titles, so that their dates follow."""
    for reading in section.readings:
        if title_label(reading, language) is not None:
            return True
        if date_of_entry(reading, language):
            return False
    return False


def goes_with(reading: Reading, dated: Reading) -> bool:
    """Return whether a line belongs to the date above it: of one group of lines, an item of the list under it or of its entry."""
    one, other = reading.statement, dated.statement
    is_entry = one.kind is other.kind is BlockKind.LIST_ITEM and one.level == other.level and ":" in reading.text
    is_below = one.kind is BlockKind.LIST_ITEM and one.level > other.level and other.kind in _OVER_LISTS
    if other.kind in _OVER_LISTS and ":" not in dated.text:
        is_day = len(dated.dates[0].date.edtf) == len("2024-01-05")
        is_next = one.group == other.group or (is_day and one.group == other.group + 1)
        if one.kind is other.kind is BlockKind.LIST_ITEM and one.level == other.level:
            return one.group == other.group and not _has_bullet(one)
        return is_next if one.kind is other.kind is BlockKind.PARAGRAPH else is_below
    is_next = one.group == other.group or (one.kind is BlockKind.PARAGRAPH and one.group == other.group + 1)
    return is_next or is_entry or is_below


def _has_bullet(statement: Statement) -> bool:
    """Return whether the line that a statement begins in begins with a bullet or the number of an item."""
    start = statement.raw(0, len(statement.text)).start
    line = statement.page_text[statement.page_text.rfind("\n", 0, start) + 1 : start + 1]
    return bool(re.match(r"\s*(?:[-*+•]|\d+[.)])\s", line))


def is_stated(mention: Mention) -> bool:
    """Return whether a date names a day, month or year itself and is not one that counts from another (今日, 同日)."""
    return bool(re.search(r"\d", mention.text)) or mention.rule == "dates.yearless"


def is_to_do(reading: Reading) -> bool:
    """Return whether an item has a box that is not ticked: what is still to be done."""
    start = reading.statement.cleaned.starts[0]
    page_text = reading.statement.page_text
    return bool(_TO_DO.search(page_text, page_text.rfind("\n", 0, start) + 1, start))


def trailing_date(reading: Reading, language: Language) -> Mention | None:
    """Return the one date of a line of news that stands at its end, apart from its sentences: 开源甲! 2023-10-08."""
    if len(reading.dates) != 1 or reading.statement.kind is not BlockKind.LIST_ITEM:
        return None
    date = reading.dates[0]
    is_last = not re.search(r"\w", reading.text[date.span.end :]) and is_point(reading.text, date, language)
    return date if is_last else None


def nearest_date(text: str, dates: Sequence[Mention], word: Span, window: Span) -> Mention:
    """Return the date that goes with a word: that of the word's own clause, else the last one before it, else the first."""
    here = [date for date in dates if window.covers(date.span)]
    if beside := [date for date in dates if text[word.end : date.span.start].strip() == "("]:
        return beside[0]  # 甲の公開(2020/12/6)
    before = [date for date in here or dates if date.span.end <= word.start]
    if not before:
        return (here or list(dates))[0]
    last = before[-1].date.edtf
    # [8/08/2023] X 2023.08 (V3) release: a month behind its own day is part of a name.
    return next((date for date in before if date.date.edtf.startswith(f"{last}-")), before[-1])


def is_of_next_clause(reading: Reading, date: Mention, word: Span) -> bool:
    """Return whether a date behind a word opens the next clause, which goes on to tell something else: 开源了甲,12月5日登上榜首."""
    if date.span.start < word.end or not any(each is date for each in reading.dates):
        return False
    opens = re.search(r"[,;、]\s?$", reading.text[word.end : date.span.start])
    return bool(opens and re.match(r"\s?[^\W\d_]", reading.text[date.span.end :]))


def leading_pattern(language: Language) -> str:
    """Return the pattern of what may stand before the date of a line of news: signs, and a word such as News."""
    return rf"[\W_]*{language.any_of('releases', 'leading')}?[\W_]*"
