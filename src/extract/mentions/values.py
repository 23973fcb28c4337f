"""Every date, number and quantity of a text, in Japanese or Chinese, with its place: `read_values`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.errors import Problem
from extract.lang.language import read_rules
from extract.mentions.amounts import with_period
from extract.mentions.dates import DateReader
from extract.mentions.durations import joined
from extract.mentions.mention import Mention, Quantity
from extract.mentions.numeric_dates import order_of
from extract.mentions.patterns import Found, alternatives, by_word, initials, opening_pattern, prepare
from extract.mentions.periods import Context, Period
from extract.mentions.quantities import QuantityReader
from extract.text import CleanText, Span, clean

# Digits within these are no values: addresses, identifiers (GPT-4, ChatGLM2-6B, v1.5), file names.
_IDENTIFIER = re.compile(
    r"(?:https?://|www\.)[!-~]+"
    # A colon goes on an identifier (model:7b), but not before a year or before what only a word can follow (甲:70億).
    r"|[A-Za-z_][A-Za-z0-9_]*(?:(?:[-./@+#‐‑]"
    r"|:(?!(?:19|20)[0-9]{2}(?:[-/.][0-9]|[^\x00-\x7f])|[0-9]+(?:\.[0-9]+)?[BKM]?[^\x00-\x7f]))[A-Za-z0-9_]+)*"
    r"|[0-9]+(?:[-.,:/_‐‑]?[A-Za-z0-9_]+)*"
)
# A blank line or a tab parts what is not one sentence; white space elsewhere may be a break within a number.
_BLOCK = re.compile(r"(?:(?!\n[ \u3000]*\n)[^\t])+")
# A place word alone is a unit of a table (億円) or part of a name (京大学), and 図4参照 has the number 4: nothing is unreadable.
_NO_NUMBER = re.compile(r"[万萬億亿兆京千百十]+(?![0-9〇一二三四五六七八九十百千])|[0-9０-９]+参")
# How far a word such as "per day" reaches, in cleaned characters, and what it does not reach beyond.
_REACH = 30
_STOP = re.compile("[。!?;]")
_COUNTED = {"number", "count", "money", "data", "duration"}


@dataclass(frozen=True, slots=True)
class ValueReading:
    """What `read_values` found.

    Attributes:
        mentions: dates and quantities in order; no two overlap, and ``text[span.start:span.end]`` is the
            mention's text.
        problems: values that cannot be read exactly, such as ``4,61万``: faults of code ``value-unreadable``.
        unreadable: where each of the `problems` stands.
    """

    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...] = ()
    unreadable: tuple[Span, ...] = ()


def read_values(
    text: str, *, lang: str, reference: dt.date | None = None, date_order: str = "", field: Literal["", "date"] = ""
) -> ValueReading:
    """Read every date, number, quantity and amount of money of `text`.

    Dates have a `extract.mentions.mention.DateValue` (EDTF, ISO 8601-2), everything else a
    `extract.mentions.mention.Quantity` (exact decimals in base units; money in ISO 4217; data in bytes).
    Width and the spaces around Han characters do not matter. The clock is never asked.

    Args:
        text: raw text of any length; offsets are code points of exactly this text.
        lang: the language of the text, BCP 47: ``ja`` or ``zh``.
        reference: the date that a date without a year and a word such as 今年 is counted from. Without it
            such a date has an unspecified year (``XXXX-06-09``).
        date_order: which of day and month the document writes first in 08/05/2023, ``day`` or ``month``, as
            `date_order_of` learns it; empty where nothing tells, and then the text itself may.
        field: ``date`` for text that is known to hold dates (a column of a table, metadata of a file), where 12/1,
            4.22 and 20230625 are dates too.

    Raises:
        ShuttenError: if there are no rules for `lang`.
    """
    reader = _reader(lang)
    mentions: list[Mention] = []
    faults: list[tuple[Span, str]] = []
    prepared = prepare(text)
    context = Context(reference, order=order_of(prepared) or date_order, field=field == "date")
    for block in _blocks(prepared):
        cleaned = clean(prepared, (block,))
        for found, period in reader.scan(cleaned, context):
            context = context._replace(previous=period or context.previous)
            span = cleaned.raw_span(found.start, found.end)
            if found.value is None:
                if not _NO_NUMBER.match(span.of(text)):
                    faults.append((span, found.reason))
            else:
                mentions.append(Mention(span, span.of(text), found.value, found.rule, found.confidence))
    problems = tuple(_problem(span.of(text), reason) for span, reason in faults)
    return ValueReading(tuple(mentions), problems, tuple(span for span, _ in faults))


def date_order_of(text: str) -> str:
    """Return which of day and month a text writes first in its numeric dates, ``day`` or ``month``.

    Learned from the dates that can be read in one way alone (10/29/2024); empty if there are none or they disagree.
    """
    return order_of(prepare(text))


def _blocks(text: str) -> Iterator[Span]:
    """Yield the ranges that are read each by itself."""
    if "\n" not in text and "\t" not in text:
        yield Span(0, len(text))
        return
    for block in _BLOCK.finditer(text):
        yield Span(*block.span())


def _problem(quote: str, reason: str) -> Problem:
    return Problem(
        "",
        None,
        "value-unreadable",
        f"“{quote}” {reason}.",
        "Check the value in the source and record it with a verdict.",
        quote,
    )


class _Reader:
    """One pass over cleaned text: where a value can begin, dates are tried before quantities."""

    def __init__(self, code: str) -> None:
        rules = read_rules(code)
        self._dates = DateReader(code)
        self._quantities = QuantityReader(code)
        self._per = by_word(rules["quantities"]["per"])
        words, no_numbers = rules["dates"]["not"], rules["numbers"]["not"]
        openings = self._dates.openings | self._quantities.openings
        # Most characters begin nothing of all this, and one class of characters says so fastest.
        may_begin = "".join(map(re.escape, initials(openings, words, no_numbers, self._per)))
        han = opening_pattern(word for word in openings if not (word[0].isascii() and word[0].isalnum()))
        letters = [word for word in openings if word[0].isascii() and word[0].isalpha()]
        # A name or address of letters that no value begins with; 355B-A32B has one.
        name = f"(?=[A-Za-z_])(?!{'|'.join(map(re.escape, sorted(letters)))}|A[0-9])(?:{_IDENTIFIER.pattern})"
        self._next = re.compile(
            f"(?=[A-Za-z0-9_{may_begin}])(?:(?P<word>{alternatives(words)})|(?P<no_number>{alternatives(no_numbers)})"
            f"|(?P<per>(?<![0-9]){alternatives(self._per)})|(?P<name>{name})|(?P<value>[A-Za-z0-9_]|{han}))"
        )

    def scan(self, cleaned: CleanText, context: Context) -> Iterator[tuple[Found, Period | None]]:
        """Yield the values in order, each with its period if it is a date."""
        text, position = cleaned.text, 0
        period, since = "", 0
        while candidate := self._next.search(text, position):
            start, position = candidate.span()
            kind = candidate.lastgroup
            if kind in {"word", "name"}:
                continue
            dated = self._dates.read(text, start, context)
            if kind == "per" and not (dated and dated[0].rule == "dates.offset"):  # 一天前 is no "per day"
                period, since = self._per[candidate["per"]], position
                continue
            if kind == "no_number" and not dated:
                continue
            found = dated[0] if dated else self._quantities.read(text, start)
            if found is None:
                identifier = _IDENTIFIER.match(text, start)
                ends = (identifier.end() if identifier else start, self._quantities.extent(text, start))
                position = max(position, *ends)
                continue
            while not dated and (longer := self._longer(text, found)):
                found = longer
            position = max(position, found.end)
            context = context._replace(previous=(dated[1] if dated else None) or context.previous)
            if period and start - since <= _REACH and not _STOP.search(text, since, start):
                found = _with_period(found, period)
            period = ""
            yield found, dated[1] if dated else None

    def _longer(self, text: str, found: Found) -> Found | None:
        """Return a duration with the one that follows it (8天20小时), or None if none does."""
        if not isinstance(found.value, Quantity) or found.value.kind != "duration" or found.end >= len(text):
            return None
        following = self._quantities.read(text, found.end)
        return joined(found, following) if following and following.start == found.end else None


def _with_period(found: Found, period: str) -> Found:
    """Return a count with the period over which the words before it say that it is counted."""
    value = found.value
    if not isinstance(value, Quantity) or value.kind not in _COUNTED or value.per:
        return found
    return found._replace(value=with_period(value, period))


@cache
def _reader(code: str) -> _Reader:
    return _Reader(code)
