"""Makers: which organizations a clause names as those who made or released a model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.grammar import is_list_joint
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.topics import is_circumstance, is_topic
from extract.mentions.mention import Mention
from extract.text import Span

_STATED = 0.75
_LONGEST_NAME = 20  # characters of an organization that no list has
_LONGEST = 60  # characters behind a label; more is a text


def labelled_makers(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield who made the model that a section is about, where a label says it: 开发机构:甲大学, Developed by: 乙."""
    label = re.compile(rf"(?:{reader.language.any_of('relations', 'maker_labels')})\s*:\s*", re.IGNORECASE)
    for reading in section.readings:
        said = label.search(reading.text) if section.model else None
        if not said or not section.model or re.search(r"\w\s*$", reading.text[: said.start()]):
            continue
        end = reading.statement.sentence_of(Span(said.end(), said.end())).end
        if end - said.end() > _LONGEST:
            continue
        behind = Span(said.end(), end)
        named = [(reading.ref(name), name.span.end) for name in reading.names_of("organization", within=behind)]
        for maker, until in named or _unknown(reading, behind, reader):
            yield RelationClaim(
                subject=section.model,
                predicate="developed_by",
                object=maker,
                evidence=(reading.evidence(Span(said.start(), until)), section.model.evidence),
                rule="relations.maker-label",
                confidence=_STATED,
            )


def _unknown(reading: Reading, behind: Span, reader: Reader) -> Iterator[tuple[EntityRef, int]]:
    """Yield the organization that is all that stands behind a label, by its ending alone, and where it ends."""
    rules = reader.language.rules["names"]["organizations"]
    name = behind.of(reading.text).rstrip("。. ")
    if (
        len(name) <= _LONGEST_NAME
        and re.fullmatch(r"\w{3,}", name)
        and name.endswith((*rules["legal"], *rules["strong"]))
    ):
        span = Span(behind.start, behind.start + len(name))
        yield EntityRef("organization", name, reading.evidence(span)), span.end


def makers_before(reading: Reading, within: Span, reader: Reader) -> list[EntityRef]:
    """Return the organizations that a range of text before a verb and its model names as their subject, in order.

    The sentence's topic if it has one, else the last organization named; with those that "and" ties to it. Where something
    was released (在 Hugging Face) is no maker.

    Args:
        reading: the statement.
        within: from the start of the sentence to the verb or the model, whichever comes first.
        reader: knows the language.
    """
    named = list(reading.names_of("organization", within=within))
    subjects = [name for name in named if not is_circumstance(reading, name, reader.language)]
    if not subjects:
        return []
    topics = [name for name in subjects if is_topic(reading, name, reader.language)]
    chosen = (topics or subjects)[-1]
    first = last = named.index(chosen)
    while first > 0 and _tied(reading, named[first - 1], named[first], reader):
        first -= 1
    while last + 1 < len(named) and _tied(reading, named[last], named[last + 1], reader):
        last += 1
    return [reading.ref(name) for name in named[first : last + 1]]


def _tied(reading: Reading, left: Mention, right: Mention, reader: Reader) -> bool:
    """Return whether two names are listed together; a comma alone may also end a clause."""
    between = reading.text[left.outer.end : right.outer.start]
    return "," not in between and is_list_joint(between, reader.language)
