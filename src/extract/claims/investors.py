"""Investors: who a label names as backers, and of what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.listing import Item, items_of
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.slides import Slide
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.text import Span

_OF_SUBJECT, _OF_INDUSTRY, _KIND = 0.75, 0.6, 0.8
_LABEL = re.compile(r"(?P<label>[^:。、]{2,30}):(?P<text>.*)")
_WORD = "[A-Za-z0-9\u30a0-\u30ff\u3400-\u9fff]"


def investor_claims(slide: Slide, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the investors that labels list: of the section's organization, else of the industry that the page speaks of."""
    language = reader.language
    words = language.any_of("relations", "investors")
    backs = language.any_of("relations", "backs")
    for section in slide.sections:
        yield from _under_heading(section, language)
        for number, reading in enumerate(section.readings):
            match = _LABEL.fullmatch(reading.text)
            word = re.match(rf"{_WORD}{{0,6}}?({words})", match["label"]) if match else None
            if match is None or word is None:
                continue
            items = _listed(section, number, match, language)
            target = _target(section, number, language)
            for item in items:
                investor = item.ref("organization")
                if word[1] in language.words("relations", "category_ends"):
                    kind = EntityRef("other", word[1], reading.evidence(Span(*word.span(1))))
                    yield _claim(investor, "category", kind, _KIND)
                if target and (target.entity_type == "organization" or re.search(backs, match["label"])):
                    yield _claim(
                        investor, "invests_in", target, _OF_SUBJECT if target.entity_type != "other" else _OF_INDUSTRY
                    )


def _under_heading(section: SectionReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the investors below a heading that calls them so, of the organization that the headings above are about."""
    heading = section.heading[-1].text if section.heading else ""
    above = [reading.ref(name) for reading in section.heading[:-1][::-1] for name in reading.names_of("organization")]
    if heading not in language.words("relations", "investors") or not above:
        return
    target = above[0]
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}:
            for item in items_of(reading, Span(0, len(reading.text)), language):
                if item.is_a("organization"):
                    yield _claim(item.ref("organization"), "invests_in", target, _OF_SUBJECT)


def _listed(section: SectionReading, number: int, label: re.Match[str], language: Language) -> list[Item]:
    """Return the organizations behind a label, or in the lines of its group below it."""
    reading = section.readings[number]
    if label["text"].strip():
        lines: list[tuple[Reading, Span]] = [(reading, Span(*label.span("text")))]
    else:
        lines = [
            (below, Span(0, len(below.text)))
            for below in section.readings[number + 1 : number + 6]
            if below.statement.group == reading.statement.group
        ]
    return [
        item
        for line, span in lines
        for item in items_of(line, span, language)
        if not item.is_name or item.is_a("organization")
    ]


def _target(section: SectionReading, number: int, language: Language) -> EntityRef | None:
    """Return whom the investors back: the section's organization, else the industry named most often above the label."""
    if section.subject and section.subject.entity_type == "organization":
        return section.subject
    industry = re.compile(rf"{_WORD}{{2,12}}?{language.any_of('relations', 'industries')}")
    named = [
        EntityRef("other", found[0], reading.evidence(Span(*found.span())))
        for reading in (*section.heading, *section.readings[:number])
        for found in industry.finditer(reading.text)
    ]
    times = Counter(each.name for each in named)
    return max(named, key=lambda each: times[each.name], default=None)


def _claim(investor: EntityRef, predicate: str, target: EntityRef, confidence: float) -> RelationClaim:
    return RelationClaim(
        subject=investor,
        predicate=predicate,
        object=target,
        evidence=(investor.evidence, target.evidence),
        rule="relations.investors",
        confidence=confidence,
    )
