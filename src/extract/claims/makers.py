"""Makers: which organizations a clause names as those who made or released a model."""

from __future__ import annotations

import re

from extract.claims.claim import EntityRef
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.claims.topics import is_circumstance, is_topic
from extract.text import Span

_LIST_JOINT = re.compile(r"[」』”\s]*(?:\([^()]*\))?\s*(?:と|や|および|及び|、|与|和|及|以及|・|/)\s*[「『“\s]*")


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
    while first > 0 and _tied(reading.text, named[first - 1].outer.end, named[first].outer.start):
        first -= 1
    while last + 1 < len(named) and _tied(reading.text, named[last].outer.end, named[last + 1].outer.start):
        last += 1
    return [reading.ref(name) for name in named[first : last + 1]]


def _tied(text: str, end: int, start: int) -> bool:
    return bool(_LIST_JOINT.fullmatch(text[end:start]))
