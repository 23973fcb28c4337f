"""What a line lists: known names, quoted names and, where the line is nothing but a list, words that no list has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.claims.claim import EntityRef
from extract.claims.grammar import has_particles
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

_PARTS = re.compile(r"[、,,;;/|+]|・{2,}|\.{3,}|…+")
_LONGEST_ITEM = 24  # characters of an item that no names file has
_BRACKET = re.compile(r"\(([^()]{1,40})\)$")
_QUOTES = "「」『』“”《》\"'"


@dataclass(frozen=True)
class Item:
    """One item of a list.

    Attributes:
        reading: the line that it stands in.
        span: where, without quotation marks.
        mention: the name or quotation that it is, None for plain words.
        alias: what stands in brackets behind plain words, else empty.
    """

    reading: Reading
    span: Span
    mention: Mention | None = None
    alias: str = ""

    @property
    def text(self) -> str:
        """The item as it stands in the cleaned text."""
        return self.span.of(self.reading.text)

    def is_a(self, *entity_types: str) -> bool:
        """Return whether it is a name of one of the types, known or found by the name finders."""
        return self.mention is not None and self.mention in self.reading.names_of(*entity_types)

    @property
    def is_name(self) -> bool:
        """Whether it is a name that a finder found (a quotation or plain words are none)."""
        return self.is_a("organization", "person", "model", "product", "place")

    def ref(self, entity_type: str) -> EntityRef:
        """Return the reference to what it names, of `entity_type` if its own type is not known."""
        if self.mention is not None and self.is_name:
            return self.reading.ref(self.mention)
        aliases = (self.alias,) if self.alias else ()
        return EntityRef(entity_type, self.text, self.reading.evidence(self.span), aliases=aliases)

    def as_a(self, entity_type: str) -> EntityRef:
        """Return the reference to what it names where the page says what that is: an organization's name may be a product's."""
        if self.mention is not None and self.is_a("organization"):
            return self.reading.ref(self.mention, entity_type)
        return self.ref(entity_type)


def items_of(reading: Reading, within: Span, language: Language) -> tuple[Item, ...]:
    """Return the items of a part of a line that is nothing but a list; nothing if it says more than that.

    Items stand between commas, slashes and dots, and between gaps that the page shows and the cleaned text lost.
    """
    found: list[Item] = []
    end = _without_and_so_on(reading.text, within, language)
    for part in _parts(reading, Span(within.start, end)):
        items = _part_items(reading, part, language)
        if items is None:
            return ()
        found.extend(items)
    if within.of(reading.text).endswith("。") and not all(item.mention for item in found):
        return ()
    return tuple(found)


def names_in(reading: Reading, within: Span, *entity_types: str) -> Iterator[Item]:
    """Yield the names of the given types in a part of a line, whatever else it says."""
    for mention in reading.names_of(*entity_types, within=within):
        yield Item(reading, mention.span, mention)


def _without_and_so_on(text: str, within: Span, language: Language) -> int:
    part = within.of(text)
    match = re.search(rf"(?:{language.any_of('grammar', 'and_so_on')})+[。.]?$", part)
    return within.start + (match.start() if match else len(part.rstrip("。")))


def _parts(reading: Reading, within: Span) -> Iterator[Span]:
    """Yield the parts of a list; what a name or a quotation holds parts nothing."""
    kept = [title.outer for title in reading.titles] + [name.span for name in reading.names]
    cuts: list[Span] = []
    for match in _PARTS.finditer(reading.text, within.start, within.end):
        cut = Span(*match.span())
        if not any(span.overlaps(cut) for span in kept):
            cuts.append(cut)
    for at in _gaps(reading, within):
        if not any(span.start < at < span.end for span in kept):
            cuts.append(Span(at, at))
    position = within.start
    for cut in sorted(cuts):
        if cut.start >= position:
            yield Span(position, cut.start)
            position = cut.end
    yield Span(position, within.end)


def _gaps(reading: Reading, within: Span) -> Iterator[int]:
    """Yield where the page has a gap between two characters that stand side by side in the cleaned text."""
    page, cleaned = reading.statement.page_text, reading.statement.cleaned
    for at in range(within.start + 1, within.end):
        end, start = cleaned.ends[at - 1], cleaned.starts[at]
        if end < start and "\n" not in page[end:start] and page[end:start].isspace():
            yield at


def _part_items(reading: Reading, part: Span, language: Language) -> list[Item] | None:
    text = part.of(reading.text)
    start = part.start + len(text) - len(text.lstrip())
    part = Span(start, part.start + len(text.rstrip()))
    if part.start >= part.end or part.of(reading.text) in language.words("grammar", "and_so_on"):
        return []
    text = part.of(reading.text)
    names = [name for name in reading.names if part.covers(name.span) and name in reading.names_of(*_TYPES)]
    rest = _blank(text, [name.span.shifted(-part.start) for name in names])
    rest = re.sub(r"\([^()]*\)", "", rest)
    if names and not rest.strip(f" ・{_QUOTES}()"):
        return [Item(reading, name.span, name) for name in names if not _is_alias(reading.text, name.span, part)]
    titles = [title for title in reading.titles if part.covers(title.outer)]
    if len(titles) == 1 and not _blank(text, [titles[0].outer.shifted(-part.start)]).strip():
        inside = [name for name in names if titles[0].span.covers(name.span) and name.span == titles[0].span]
        return [Item(reading, titles[0].span, inside[0] if inside else titles[0])]
    bracket = _BRACKET.search(text)
    bare = text[: bracket.start()].rstrip() if bracket else text
    if not _is_bare(bare, language):
        return None
    return [Item(reading, Span(part.start, part.start + len(bare)), None, bracket[1].strip() if bracket else "")]


_TYPES = ("organization", "person", "model", "product", "place")


def _is_alias(text: str, span: Span, part: Span) -> bool:
    """Return whether a name stands in brackets behind another one."""
    return span.start > part.start and text[span.start - 1] == "("


def _is_bare(text: str, language: Language) -> bool:
    """Return whether words without a name could be one: short, with letters, no sentence, no number alone."""
    return (
        1 < len(text) <= _LONGEST_ITEM
        and bool(re.search(r"[^\W\d_]", text))
        and not re.search(r"[。:!?()「」『』“”《》=→↓<>%]", text)
        and not has_particles(text, language)
    )


def _blank(text: str, spans: list[Span]) -> str:
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text
