"""Dates that leave out their year: it comes from the sentence, the document's own date or the dates around them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.claims.reading import Reading
from extract.documents.document import Document
from extract.lang.language import Language
from extract.mentions.mention import DateValue
from extract.mentions.values import read_values
from extract.segments import segment

_AHEAD = 3  # times: documents tell of what has been more than of what is to come
_TIME_AT_END = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2})?\s*$")
_FIRST_LINES, _LONGEST_DATE_LINE = 8, 40  # statements, characters: where and how a document dates itself


def own_date(document: Document, language: Language) -> str:
    """Return the date by which a document dates itself in a line on its first page (EDTF), empty if there is none.

    The line is short, or the date and a time of day end it: what a site writes above an article.
    """
    statements = [each for section in segment(document, language) for each in section.statements if each.page == 1]
    for statement in statements[:_FIRST_LINES]:
        is_short = len(statement.text) <= _LONGEST_DATE_LINE and not re.search(r"[「“《。]", statement.text)
        if is_short or _TIME_AT_END.search(statement.text):
            for mention in read_values(statement.text, lang=language.code).mentions:
                value = mention.value
                if (
                    isinstance(value, DateValue)
                    and (is_short or _TIME_AT_END.fullmatch(statement.text, mention.span.end))
                    and not value.inferred
                    and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value.edtf)
                ):
                    return value.edtf
    return ""


def reference_date(published: str) -> dt.date | None:
    """Return the document's own date as the moment that its 今年 and 6月9日 count from."""
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", published)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        return dt.date(year, month or 12, day or (1 if month else 31))
    except ValueError:
        return None


def stated_years(reading: Reading) -> Iterator[int]:
    """Yield the years of the dates that a reading states whole, in order; an interval over two years has none."""
    for mention in reading.dates:
        value = mention.value
        if not isinstance(value, DateValue) or value.inferred or not value.earliest or not value.latest:
            continue
        if value.earliest.year == value.latest.year:
            yield value.earliest.year


def usual_year(readings: Sequence[Reading]) -> int | None:
    """Return the year that most dates with a month are of, the latest one of several: what an undated 6月9日 belongs to."""
    counted = Counter(
        value.earliest.year
        for reading in readings
        for mention in reading.dates
        if isinstance(value := mention.value, DateValue)
        and not value.inferred
        and value.earliest
        and re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", value.edtf)
    )
    return max(counted, key=lambda year: (counted[year], year), default=None)


def with_year(reading: Reading, year: int | None, reference: dt.date | None) -> Reading:
    """Give dates without a year the one stated before them in the statement, else by the document's own date or context.

    A document that says when it was written means the day nearest to that, and the past rather than the future:
    12月20日 in January is last year's, 5月 in November this year's.
    """
    if not reading.dates:
        return reading
    dates = []
    stated: int | None = None
    ends = [sentence.end for sentence in reading.statement.sentences]
    number = 0
    for mention in reading.dates:
        value = mention.value
        assert isinstance(value, DateValue)
        while number < len(ends) - 1 and ends[number] <= mention.span.start:
            number += 1
            stated = None if reference else stated  # beyond its sentence the document's own date is the better guide
        if not value.inferred:
            stated = next(stated_years(replace(reading, dates=(mention,))), stated)
        elif mention.rule == "dates.yearless" and value.bound == "exact":
            if stated is not None or reference is None:
                fitting = stated if stated is not None else year
                value = in_year(value, fitting) if fitting is not None else value
            else:
                value = _nearest(value, reference)
        dates.append(replace(mention, value=value))
    return replace(reading, dates=tuple(dates))


def _nearest(value: DateValue, reference: dt.date) -> DateValue:
    """Return the date in the year that brings it nearest to the reference; what is to come counts as further away."""
    readings = [in_year(value, reference.year + offset) for offset in (-1, 0, 1)]
    dated = [each for each in readings if each.earliest]

    def distance(each: DateValue) -> int:
        days = (each.earliest - reference).days if each.earliest else 0
        return _AHEAD * days if days > 0 else -days

    return min(dated, key=distance, default=value)


def in_year(value: DateValue, year: int) -> DateValue:
    """Return the same day or month of another year; a day that the year does not have stays as it is."""
    month, day = ([*value.edtf.split("-")[1:], "", ""])[:2]
    if not month.isdigit() or not 1 <= int(month) <= 12 or (day and not day.isdigit()):
        return value
    try:
        first = dt.date(year, int(month), int(day) if day else 1)
    except ValueError:
        return value
    last = first if day else (dt.date(year + int(month) // 12, int(month) % 12 + 1, 1) - dt.timedelta(days=1))
    edtf = f"{year:04d}-{month}" + (f"-{day}" if day else "")
    return DateValue(edtf, first, last, True, value.bound)
