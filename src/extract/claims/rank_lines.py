"""Ranked lists whose lines give the place, the name and mostly a score: 1位 甲 88.6, 第二名:乙, "1. 甲 88.6" below a ranking's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract.claims.claim import RankingClaim
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language, load_language
from extract.mentions.mention import DateValue, Mention
from extract.text import Span

_FEWEST = 3  # places from the first one on, without a gap: fewer lines are no list
_TYPES = ("organization", "model", "product", "person", "place")
_SCORE = re.compile(r"[:,、\s]*\(?(?P<score>\d+(?:,\d{3})*(?:\.\d+)?)(?!\d)[^\d。、,]{0,4}$")
_MARKER = re.compile(r"(?:^|\n)\s*(?P<rank>\d{1,3})\s*[.．、)）]\s*$")
"""The number of a list item, which its block leaves out."""

_CONFIDENCE = 0.85


@dataclass(frozen=True)
class _Place:
    """One line: the place, the name that follows it and its score."""

    reading: Reading
    rank: int
    name: Mention
    score: re.Match[str] | None


def rank_line_claims(section: SectionReading, language: Language) -> Iterator[RankingClaim]:
    """Yield the places of lists whose lines state them, from the first place on."""
    number = 0
    while number < len(section.readings):
        places = _places(section.readings[number:], language)
        label = _label(section, number, language) if places else None
        if label is not None and len(places) >= _FEWEST:
            for place in places:
                yield _claim(place, label)
        number += max(1, len(places))


def _places(readings: Sequence[Reading], language: Language) -> list[_Place]:
    """Return the lines from the first on whose places are 1, 2, 3 and so on."""
    found: list[_Place] = []
    for reading in readings:
        place = _place(reading, language)
        if place is None or place.rank != len(found) + 1:
            break
        found.append(place)
    return found


def _place(reading: Reading, language: Language) -> _Place | None:
    if reading.statement.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or not reading.names_of(*_TYPES):
        return None
    stated = _stated(language.code).match(reading.text)
    start = stated.end() if stated else 0
    span = reading.whole().span
    marked = _MARKER.search(reading.statement.page_text[max(0, span.start - 8) : span.start])
    rank = int(stated[1]) if stated else int(marked["rank"]) if marked else 0
    named = [each for each in reading.names_of(*_TYPES) if each.outer.start == start]
    if not rank or not named:
        return None
    name = max(named, key=lambda each: each.outer.end)  # 寧波銀行, not 寧波
    score = _SCORE.fullmatch(reading.text, name.outer.end)
    return _Place(reading, rank, name, score) if score or name.outer.end == len(reading.text) else None


@cache
def _stated(language_code: str) -> re.Pattern[str]:
    """Return the pattern of a place that a line begins with: 1位, 第二名:."""
    language = load_language(language_code)
    words, before = language.any_of("rankings", "places"), language.any_of("numbers", "ordinal_before")
    return re.compile(rf"(?:{before})?(\d{{1,3}}){words}[:、,\s]*")


def _label(section: SectionReading, number: int, language: Language) -> Reading | None:
    """Return what names the list: the line right above it, else a heading, with a word such as ランキング or 排名."""
    words = language.words("rankings", "names")
    above = [*section.heading, *section.readings[max(0, number - 1) : number]]
    return next((each for each in reversed(above) if any(word in each.text for word in words)), None)


def _claim(place: _Place, label: Reading) -> RankingClaim:
    reading = place.reading
    as_of = next((each.value for each in label.dates if isinstance(each.value, DateValue)), None)
    score = Decimal(place.score["score"].replace(",", "")) if place.score else None
    return RankingClaim(
        list_name=label.text.rstrip(":"),
        rank=place.rank,
        item=reading.ref(place.name),
        score=score,
        as_of=as_of,
        evidence=(reading.evidence(Span(0, len(reading.text))), label.whole()),
        rule="rankings.lines",
        confidence=_CONFIDENCE,
    )
