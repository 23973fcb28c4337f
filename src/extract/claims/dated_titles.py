"""Releases that the title of an entry tells whose date stands in a line of its own below it: Title: …, Date: August 5, 2025."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.claim import RelationClaim, ReleaseClaim
from extract.claims.model_mentions import model_mentions
from extract.claims.news_dates import date_of_entry, title_label
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.releases import dated_by
from extract.documents.document import BlockKind
from extract.lang.language import read_latin_rules
from extract.mentions.mention import Mention
from extract.text import Span

_NEAR = 4  # lines between a title and its date
_SURE = 0.7


def title_claims(section: SectionReading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield the releases that titles of entries tell: labelled ones, and the heading right above the line of the date."""
    readings = section.readings
    for number, reading in enumerate(readings):
        start = title_label(reading, reader.language)
        is_heading = reading.statement.kind is BlockKind.HEADING and not reading.dates
        if start is None and not is_heading:
            continue
        dated = _date_below(readings[number + 1 : number + 1 + _NEAR], reader)
        if dated is None:
            continue
        told = list(dated_by(reading, *dated, reader))
        yield from told or _announced(reading, start or 0, *dated, reader)


def _date_below(below: Sequence[Reading], reader: Reader) -> tuple[Mention, Reading] | None:
    """Return the date of an entry by the first of its lines that is labelled so; another title or heading ends it."""
    for reading in below:
        if reading.statement.kind is not BlockKind.LIST_ITEM:
            return None
        if dated := date_of_entry(reading, reader.language):
            return dated
    return None


def _announced(reading: Reading, start: int, date: Mention, line: Reading, reader: Reader) -> Iterator[ReleaseClaim]:
    """Yield what an English title introduces: Introducing Abc 4.1."""
    words = "|".join(str(each) for each in read_latin_rules()["announces"])
    opening = re.compile(rf"\W*(?:{words}) (?:the )?").match(reading.text, start)
    for mention in model_mentions(reading, reader, proven=False) if opening else ():
        if opening and mention.outer.start == opening.end():
            yield ReleaseClaim(
                model=reader.model_ref(reading, mention),
                event="announced",
                date=date.date,
                evidence=(reading.evidence(Span(opening.start(), mention.span.end)), line.evidence(date.span)),
                rule="releases.title",
                confidence=_SURE,
            )
