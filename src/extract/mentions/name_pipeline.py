"""All names of a line: the known ones and those that the finders of new names prove, none overlapping another.

The rule of a mention says why it was found. A user adds a finder as a spaCy component: `extract.mentions.name_components`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points
from typing import NamedTuple

from extract.mentions.han_names import SIZED
from extract.mentions.introduced_names import WORDS, find_in_column, find_linked, find_named, find_quoted, find_unquoted
from extract.mentions.latin_names import Form, extended, makes_adjective
from extract.mentions.maker_names import FRAMED
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameFinding, NameLine
from extract.mentions.names import VERSION, NameFinder
from extract.mentions.organization_names import find_organizations
from extract.mentions.person_names import find_people
from extract.resources import NAME_FINDERS
from extract.text import Span

_EXTENDED = 0.85
_LETTER = re.compile(r"[^\W\d_]")  # most cells of a table have none, and no new name is without one
_NAMED_ON = re.compile(r"[-‑ ][A-Za-z]")  # what may go on a product's name, other than a version or an attribute


OWN_FINDERS: tuple[tuple[str, NameFinding], ...] = (
    ("shutten_quoted_names", find_quoted),
    ("shutten_named_by_form", find_named),
    ("shutten_before_large_model", find_unquoted),
    ("shutten_model_column", find_in_column),
    ("shutten_organizations", find_organizations),
    ("shutten_people", find_people),
    ("shutten_linked_names", find_linked),
)
"""The finders of new names, each with the name of its spaCy component."""


@cache
def has_added_components() -> bool:
    """Return whether an entry point adds a component; spaCy is imported only then."""
    return bool(entry_points(group=NAME_FINDERS))


class LineNames(NamedTuple):
    """The names of a line.

    Attributes:
        names: in order, none overlapping another.
        nested: known places within the name of an organization, such as the city in that of its government.
    """

    names: tuple[Mention, ...]
    nested: tuple[Mention, ...] = ()


class NamePipeline:
    """Finds the known and the new names of lines.

    Args:
        finder: finds the known names.
    """

    def __init__(self, finder: NameFinder) -> None:
        self._finder = finder

    def find(self, line: NameLine) -> LineNames:
        """Return the names of a line; of two that overlap the longer one counts."""
        known = self._finder.find(line.text, line, line.language)
        finders = OWN_FINDERS if _LETTER.search(line.text) else ()
        new = [with_version(each, line.text) for _, find in finders for each in find(line)]
        if has_added_components():
            from extract.mentions.name_components import added_names

            new += [with_version(each, line.text) for each in added_names(line)]
        if not known and not new:
            return LineNames(())
        whole = list(self._whole(line, known))
        names = resolved([*whole, *(each for each in new if not any(_says_no_more(each, name) for name in whole))])
        nested = [name for name in known if _is_place(name) and any(_is_within(name, each) for each in names)]
        return LineNames(tuple(names), tuple(nested))

    def _whole(self, line: NameLine, known: list[Mention]) -> Iterator[Mention]:
        """Yield known names with the rest of the token that they stand in: Xyz-7B-Chat-Int8 is more than Xyz-7B."""
        for mention in known:
            form = next(
                (form for form in line.forms if form.span.covers(mention.span) and form.span != mention.span), None
            )
            yield self._longer(line, mention, form) if form else mention

    def _longer(self, line: NameLine, mention: Mention, form: Form) -> Mention:
        value = mention.value
        assert isinstance(value, Name)
        text = line.text
        rest = text[mention.span.end : form.span.end]
        begins = mention.span.start == form.span.start and value.entity_type in {"model", "product"}
        if makes_adjective(rest) or not (begins or form.entity_type == "model"):
            return mention
        kind = form.entity_type or value.entity_type
        if value.entity_type == "product" and form.rule != "names.model-with-size":
            kind = "product"
            if not form.entity_type and not _NAMED_ON.match(rest):
                return mention
        exact = tuple(each for each in self._finder.candidates(form.text) if self._finder.entity_type(each) == kind)
        end = extended(text, form.span.end, line.language) if kind == "model" else form.span.end
        span = Span(form.span.start, end)
        return Mention(span, span.of(text), Name(exact, kind), "names.known-and-more", _EXTENDED)


def _is_place(mention: Mention) -> bool:
    return isinstance(mention.value, Name) and mention.value.entity_type == "place"


def _is_within(mention: Mention, other: Mention) -> bool:
    return other.span.covers(mention.span) and other.span != mention.span


def _says_no_more(new: Mention, known: Mention) -> bool:
    """Return whether a new name only puts words around a known one (“甲大模型3.0”, a committee of a known company).

    An organization may be named after a place, a person or another organization in the middle of its name.
    """
    one, other = new.value, known.value
    assert isinstance(one, Name)
    assert isinstance(other, Name)
    goes_on = new.span.start == known.span.start and other.entity_type in {"model", "product"}
    if new.rule in {WORDS, SIZED} and goes_on:
        return False
    if new.rule == FRAMED and new.span.covers(known.span):
        return False
    after = {"place", "person"} if new.span.start == known.span.start else {"organization", "place", "person"}
    within = one.entity_type == "organization" and other.entity_type in after
    return new.span.overlaps(known.span) and not (within and new.span.covers(known.span))


def with_version(mention: Mention, text: str) -> Mention:
    """Return a model's name in Han or kana with the version that is written right behind it (甲乙3.0, 甲乙 V1.5)."""
    value = mention.value
    if not isinstance(value, Name) or value.entity_type != "model" or mention.text[-1:].isascii():
        return mention
    found = VERSION.match(text, mention.span.end)
    if not found or "." not in found["version"]:  # a whole number may count anything
        return mention
    span = Span(mention.span.start, found.end())
    return replace(mention, span=span, text=span.of(text))


def resolved(mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions of which none overlaps another: the longest first, of one place the known and then the surest."""
    kept: list[Mention] = []
    taken: set[int] = set()

    def rank(mention: Mention) -> tuple[object, ...]:
        value = mention.value
        known = isinstance(value, Name) and bool(value.candidates)
        return (mention.span.start - mention.span.end, not known, -mention.confidence, mention.rule, mention.span)

    for mention in sorted(mentions, key=rank):
        places = range(mention.span.start, mention.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.span)
