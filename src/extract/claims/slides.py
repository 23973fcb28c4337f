"""Slides: the sections of one page that share a title, and what their labels stand over, beside or before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.claims.claim import EntityRef
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.text import Span

_LABEL = re.compile(r"(?P<label>[^:;。、,]{1,30})\s*[:;]\s*(?P<text>\S.*)?")
_NO_CONTENT = frozenset({BlockKind.SOURCE, BlockKind.NOTE, BlockKind.TITLE, BlockKind.HEADING})


@dataclass(frozen=True)
class Slide:
    """One slide of a deck; of other documents each section by itself.

    Attributes:
        sections: its sections, in order.
    """

    sections: tuple[SectionReading, ...]

    @property
    def readings(self) -> Iterator[Reading]:
        """The lines of all of its sections."""
        for section in self.sections:
            yield from section.readings

    @property
    def subject(self) -> EntityRef | None:
        """What the first section is about, if it is an organization or a model."""
        subject = self.sections[0].subject
        return subject if subject and subject.entity_type in {"organization", "model"} else None


@dataclass(frozen=True)
class Labelled:
    """What stands under, beside or behind a label.

    Attributes:
        key: which list of words the label is of.
        label: as it is written.
        reading: a line that it names, or a part of one.
        span: the part.
        section: the section of the line.
        close: whether the line is in the label's own row, frame or line, not merely below it.
    """

    key: str
    label: str
    reading: Reading
    span: Span
    section: SectionReading
    close: bool


def slides_of(sections: Iterable[SectionReading]) -> Iterator[Slide]:
    """Yield the slides: sections of one PDF page below one title; any other section is a slide of its own."""
    group: list[SectionReading] = []
    for section in sections:
        same = group and section.section.page.char_boxes and group[-1].section.page is section.section.page
        if same and group[0].heading[:1] == section.heading[:1]:
            group.append(section)
            continue
        if group:
            yield Slide(tuple(group))
        group = [section]
    if group:
        yield Slide(tuple(group))


def about(section: SectionReading, language: Language) -> EntityRef | None:
    """Return the organization or model that a section is about: its subject, or whose matter a heading over it treats (甲の戦略)."""
    if section.subject is not None:
        return section.subject if section.subject.entity_type in {"organization", "model"} else None
    for reading in section.heading[::-1]:
        for name in reading.names_of("organization", "model"):
            if name.span.start <= 1 and reading.text[name.span.end :].startswith(language.words("grammar", "genitive")):
                return reading.ref(name)
    return None


def labelled(section: SectionReading, words: dict[str, tuple[str, ...]], language: Language) -> Iterator[Labelled]:
    """Yield what the labels of a section name: in the same line, in their frame or row, below them, under their heading.

    Args:
        section: the section.
        words: the words of the labels by key; a label is one of them, alone or with whose it is before it (自社開発の).
        language: knows what may stand before a label's word.
    """
    heading = section.heading[-1].text.strip() if section.heading else ""
    over = _key_of(heading, words)
    open_label: tuple[str, str] | None = None
    label, listing = None, False
    for reading in section.readings:
        kind, text = reading.statement.kind, reading.text
        if kind in _NO_CONTENT:
            open_label = None
            continue
        match = _LABEL.fullmatch(text)
        key = _key_of(match["label"], words, language) if match else None
        if match and key:
            open_label = None if match["text"] else (key, match["label"])
            label, listing = reading, False
            if match["text"]:
                yield Labelled(key, match["label"], reading, Span(*match.span("text")), section, close=True)
            continue
        whole = Span(0, len(text))
        if bare := _key_of(text, words):
            # Labels below each other, before what they name, are columns whose order nothing proves.
            open_label = None if open_label else (bare, text)
            label, listing = reading, False
            continue
        framed = _framed(reading, section, words)
        if framed:
            yield Labelled(*framed, reading, whole, section, close=True)
        elif over:
            yield Labelled(over, heading, reading, whole, section, close=kind is not BlockKind.LIST_ITEM)
        elif (
            open_label
            and label
            and (kind is BlockKind.LIST_ITEM or (not listing and _is_below(reading, label, section)))
        ):
            yield Labelled(*open_label, reading, whole, section, close=False)
        listing = kind is BlockKind.LIST_ITEM
        if not listing:
            open_label = None
    if not section.section.page.frames:
        yield from _rows(section, words)


def _is_below(reading: Reading, label: Reading, section: SectionReading) -> bool:
    """Return whether a line stands right below a label: in the frame around it, or without a layout in its group."""
    if not reading.statement.box:
        return reading.statement.group == label.statement.group
    page = section.section.page
    around = page.frames_at(reading.whole().span)
    return bool(around) and around[0] in page.frames_at(label.whole().span)


def _key_of(text: str, words: dict[str, tuple[str, ...]], language: Language | None = None) -> str | None:
    """Return the list of the longest word that a label is, or with a language given that it ends with."""
    text = text.strip().rstrip(":")
    if not any(text.endswith(several) for several in words.values()):
        return None
    found = [
        (len(word), key)
        for key, several in words.items()
        for word in several
        if text == word
        or (language is not None and text.endswith(word) and _is_whose(text.removesuffix(word), language))
    ]
    return max(found)[1] if found else None


def _is_whose(text: str, language: Language) -> bool:
    """Return whether the words before a label say whose it is or end with a genitive."""
    return text.endswith(language.words("grammar", "genitive")) or text in language.words("relations", "own")


def _framed(reading: Reading, section: SectionReading, words: dict[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """Return key and text of the nearest of the labels around a line that is one of the words."""
    if not section.section.page.frames:
        return None
    for label in frame_labels(reading, section):
        if key := _key_of(label, words):
            return key, label
    return None


def frame_labels(reading: Reading, section: SectionReading) -> tuple[str, ...]:
    """Return what names the frames around a line, the nearest first, without white space."""
    page = section.section.page
    places = page.labels_at(reading.whole().span)
    return tuple(re.sub(r"\s+", "", unicodedata.normalize("NFKC", place.of(page.text))) for place in places)


def _rows(section: SectionReading, words: dict[str, tuple[str, ...]]) -> Iterator[Labelled]:
    """Yield the lines whose box stands on the row of a label's box, to the right of it and left of the next label."""
    labels = [
        (reading, key)
        for reading in section.readings
        if reading.statement.box and (key := _key_of(reading.text, words))
    ]
    for reading in section.readings:
        box = reading.statement.box
        if not box or any(reading is label for label, _ in labels):
            continue
        on_row = [
            (label.statement.box[2], label.text, key)
            for label, key in labels
            if label.statement.box and label.statement.box[2] <= box[0] and _beside(label.statement.box, box)
        ]
        if on_row:
            _, text, key = max(on_row)
            yield Labelled(key, text, reading, Span(0, len(reading.text)), section, close=True)


def _beside(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    return overlap > 0.5 * min(one[3] - one[1], other[3] - other[1])
