"""Makers: which organizations a clause names as those who made or released a model."""

from __future__ import annotations

from extract.claims.claim import EntityRef
from extract.claims.grammar import is_list_joint
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.claims.topics import is_circumstance, is_topic
from extract.mentions.mention import Mention
from extract.text import Span


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
