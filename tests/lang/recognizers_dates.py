"""Dates, periods and durations by the conventions of the suite's cases.

The conventions are: an end that is excluded, a duration of 365-day years and 30-day months, a season that has a name
and no days, 年末 as half a year and 月末 as half a month, 3年前 as a day, 过去3年 that ends and 今後3年 that begins
beside the reference, 以降 as after the whole of a year, neighbouring durations as one, 数日 as three days, 8/12/2015
with the month first in Japanese and the day first in Chinese, and 3か月以内に as what begins with the reference.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from extract.datasets.dates import edtf_range
from extract.mentions import read_values
from extract.mentions.mention import Bound, DateValue, Mention, Quantity

_SECONDS = {
    "years": 365 * 86400,
    "months": 30 * 86400,
    "weeks": 7 * 86400,
    "days": 86400,
    "hours": 3600,
    "minutes": 60,
    "seconds": 1,
}
_CLOSED = {Bound.EXACT, Bound.ABOUT}
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
# The bounds that include the day or year that they name.
_INCLUDED = re.compile("(?:または|及び|および|或|及)[^0-9]*$|(?:起|开始)$")
_BOUND = re.compile(
    "(?:[ 　]*(?:または|及び|および|或|及)?(?:その)?の?(?:以降|以来|以後|以后|之后|之後|以前|之前|までに|まで|前|後|后|起|开始|至今)に?)$"
)
_WITHIN = re.compile("(?:以内|之内|内)に?")
_JOINS = re.compile("[、,又と零多余 ]*")
# Words that the suite takes into a duration.
_FULL = re.compile("(?:まる|もう)$")
_SEVERAL = re.compile("[数几]")
_ORDERS = {"ja": "month", "zh": "day"}
_BEFORE = re.compile("^(?:截止)?到")
_DAY = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D?$")


def read_dates(text: str, lang: str, reference: dt.datetime, kind: str | None) -> list[dict]:
    """Return the dates and durations of one case."""
    reading = read_values(
        text, lang=lang, reference=reference.date(), date_order=_ORDERS[lang], field="date" if kind == "date" else ""
    )
    found = [_three(mention, lang, reference.date()) for mention in reading.mentions if _is_date(mention)]
    items = [_date(text, mention, reference.date(), kind) for mention in found]
    durations = [m for m in reading.mentions if isinstance(m.value, Quantity) and m.value.unit in _SECONDS]
    items += [_duration(text, run, reference.date(), kind) for run in _runs(text, durations)]
    for span in reading.unreadable:
        if found := _DAY.match(span.of(text)):
            year, month, day = (int(part) for part in found.groups())
            stated = f"{year:04d}-{month:02d}-{day:02d}"
            value = "0001-01-01" if kind == "date" else None
            items.append({"start": span.start, "end": span.end, "type": "date", "value": value, "timex": stated})
    return items


def _three(mention: Mention, lang: str, reference: dt.date) -> Mention:
    """Return a vague date (数日前) as one with three for what is vague."""
    if mention.rule not in {"dates.offset", "dates.span"} or not _SEVERAL.search(mention.text):
        return mention
    written = _SEVERAL.sub("三", re.sub("[数几]月", "三个月" if lang == "zh" else "三か月", mention.text))
    three = read_values(written, lang=lang, reference=reference).mentions
    return replace(mention, value=three[0].value) if three else mention


def _is_date(mention: Mention) -> bool:
    return isinstance(mention.value, DateValue)


def _date(text: str, mention: Mention, reference: dt.date, kind: str | None) -> dict:
    value, (start, end) = mention.value, mention.span
    assert isinstance(value, DateValue)
    item = {"start": start, "end": end}
    if season := _SEASON.fullmatch(value.edtf):
        return item | {"type": "daterange", "timex": f"{season[1]}-{_SEASONS[season[2]]}"}
    first, last = edtf_range(value.edtf) if value.bound not in _CLOSED else (value.earliest, value.latest)
    if first is None or last is None:
        return item | {"type": "date", "value": None}
    if value.bound not in _CLOSED:
        return item | _bounded(mention, first, last, kind)
    if mention.rule == "dates.offset" and first != last:
        day = _same_day(reference, first, last)
        return item | {"type": "date", "value": day}
    if mention.rule == "dates.span":
        within = re.search("以?内$", mention.text)
        later = dt.timedelta(days=int(first == reference and not within))
        end += int(bool(within and first == reference and text.startswith("に", end)))
        return item | {"type": "daterange", "end": end, "from_": first + later, "to": last + later}
    first, last = _widened(value.edtf, first, last)
    if (
        kind == "datetime"
        and text.startswith("から", end)
        and (first == last or mention.rule in {"dates.date", "dates.yearless"})
    ):
        return item | {"end": end + 2, "type": "daterange", "from_": first, "to": None}
    if mention.rule == "dates.interval" and text[start - 1 : start] == "在" and mention.text.endswith("之间"):
        item["start"] = start - 1
    if first == last:
        return item | {"type": "date", "value": first}
    return item | {"type": "daterange", "from_": first, "to": last, "to_inclusive": True}


def _bounded(mention: Mention, first: dt.date, last: dt.date, kind: str | None) -> dict:
    """Return an open range; the files of dates and periods have the date alone."""
    word = _BOUND.search(mention.text)
    if kind != "datetime" and (opening := _BEFORE.match(mention.text)) and first == last:
        return {"start": mention.span.start + opening.end(), "type": "date", "value": first}
    if kind != "datetime" and word and mention.text[:1].isdigit():
        length = len(mention.text) - len(word.group())
        end = {"end": mention.span.start + length}
        if first == last:
            return end | {"type": "date", "value": first}
        return end | {"type": "daterange", "from_": first, "to": last, "to_inclusive": True}
    included = bool(_INCLUDED.search(mention.text))
    assert isinstance(mention.value, DateValue)
    if mention.value.bound in {Bound.AT_LEAST, Bound.MORE_THAN}:
        begin = first if included or first == last else last + dt.timedelta(days=1)
        return {"type": "daterange", "from_": begin, "to": None}
    return {"type": "daterange", "from_": None, "to": last if included else first, "to_inclusive": included}


def _same_day(reference: dt.date, first: dt.date, last: dt.date) -> dt.date:
    """Return the day of a year or month that is a whole number of years or months from the reference."""
    month = reference.month if (last - first).days > 31 else first.month
    for day in range(reference.day, 0, -1):
        try:
            return dt.date(first.year, month, day)
        except ValueError:
            continue
    return first


def _widened(edtf: str, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Return half a year for its beginning or end, and half a month for its."""
    days = (last - first).days + 1
    if re.fullmatch(r"\d{4}", edtf) and days < 100:
        return (first, dt.date(first.year, 6, 30)) if first.month == 1 else (dt.date(last.year, 7, 1), last)
    if first.day == 21 and (last + dt.timedelta(days=1)).day == 1 and first.month == last.month and "/" in edtf:
        return first.replace(day=16), last
    return first, last


def _runs(text: str, mentions: list[Mention]) -> Iterator[list[Mention]]:
    """Yield durations that stand side by side, as one (8天20小时)."""
    run: list[Mention] = []
    for mention in mentions:
        if run and (_is_open(run[-1]) or not _JOINS.fullmatch(text[run[-1].span.end : mention.span.start])):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _is_open(mention: Mention) -> bool:
    return isinstance(mention.value, Quantity) and mention.value.bound in {Bound.AT_LEAST, Bound.AT_MOST}


def _duration(text: str, run: list[Mention], reference: dt.date, kind: str | None) -> dict:
    seconds = 0
    for mention in run:
        assert isinstance(mention.value, Quantity)
        several = mention.value.value_max is not None and mention.text[0] in "数几"
        amount, unit = (3 if several else mention.value.value), mention.value.unit
        if unit == "months":  # twelve of them are a year of 365 days
            seconds += amount // 12 * _SECONDS["years"]
            amount %= 12
        seconds += amount * _SECONDS[unit]
    start, end = run[0].span.start, run[-1].span.end
    if full := _FULL.search(text[:start]):
        start = full.start()
    item = {"start": start, "end": end, "type": "duration", "value": seconds}
    within = _WITHIN.search(text[end - 2 : end + 3])
    if kind in {"daterange", "datetime"} and within and seconds >= 86400:
        item |= {"type": "daterange", "from_": reference, "end": end - 2 + within.end()}
        item["to"] = _later(reference, run)
    return item


def _later(day: dt.date, run: list[Mention]) -> dt.date:
    counts = {mention.value.unit: int(mention.value.value) for mention in run if isinstance(mention.value, Quantity)}
    months = day.year * 12 + day.month - 1 + 12 * counts.get("years", 0) + counts.get("months", 0)
    moved = day.replace(year=months // 12, month=months % 12 + 1, day=min(day.day, 28))
    return moved + dt.timedelta(days=7 * counts.get("weeks", 0) + counts.get("days", 0) + day.day - min(day.day, 28))
