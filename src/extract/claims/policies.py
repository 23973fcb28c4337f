"""Policies: plans, laws and measures with their issuer and date, and the targets that a jurisdiction sets itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.claims.claim import EntityRef, PolicyClaim
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Bound, DateValue, Mention
from extract.text import Span

_LABEL = re.compile(r"([^\s:、。\d「」()]{2,8})[:]?$")
_LONGEST_PLACE = 12  # characters
_INLINE_LABEL = re.compile(r"([^\s:、。\d「」()]{2,8}):(?=.{8,})")


def policy_claims(section: SectionReading, reader: Reader) -> Iterator[PolicyClaim]:
    """Yield the policies that sentences of a section announce, and the targets under the labels of jurisdictions."""
    jurisdiction: tuple[EntityRef, int] | None = None
    heading = labelled_place(section.heading[-1], reader.language) if section.heading else None
    if heading:
        jurisdiction = heading, section.heading[-1].statement.group
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.SOURCE, BlockKind.HEADING, BlockKind.NOTE}:
            continue
        yield from _announced(reading, reader)
        labelled = labelled_place(reading, reader.language)
        if labelled and reading.text.rstrip(":") == labelled.name:
            jurisdiction = labelled, reading.statement.group
        elif labelled:
            yield from _targets(reading, labelled, reader.language)
        elif jurisdiction and reading.statement.group - jurisdiction[1] <= 1:
            yield from _targets(reading, jurisdiction[0], reader.language)
        else:
            jurisdiction = None


def jurisdiction_of(reading: Reading, language: Language) -> EntityRef | None:
    """Return the place that a label names (``天津:``), whose government the statement is about, or that it names in full."""
    if labelled := labelled_place(reading, language):
        return labelled
    divisions = language.any_of("policies", "divisions")
    governments = (*language.words("policies", "divisions"), *language.words("policies", "government"))
    for mention in reading.names_of("place"):
        # 京都 and 成都 end like a division and are whole names.
        if reading.text.startswith(governments, mention.span.end) or re.fullmatch(rf".{{2,}}{divisions}", mention.text):
            return reading.ref(mention)
    return None


def labelled_place(reading: Reading, language: Language) -> EntityRef | None:
    """Return the known place that a label is, alone or before a text: ``天津:``, ``広東省:2025年までに...``."""
    match = _LABEL.fullmatch(reading.text) or _INLINE_LABEL.match(reading.text)
    if not match:
        return None
    label = Span(*match.span(1))
    for mention in reading.names_of("place", within=label):
        rest = reading.text[mention.span.end : label.end]
        if mention.span.start == label.start and re.fullmatch(rf"{language.any_of('policies', 'divisions')}?", rest):
            return replace(reading.ref(mention), name=match[1], evidence=reading.evidence(label))
    return None


def _announced(reading: Reading, reader: Reader) -> Iterator[PolicyClaim]:
    """Yield each quoted plan or law that someone issues in the sentence around it."""
    language = reader.language
    documents = language.words("policies", "documents")
    for sentence in reading.statement.sentences:
        for title in reading.titles:
            bare = re.sub(r"\([^()]*\)$", "", title.text)
            if not sentence.covers(title.outer) or not bare.endswith(documents):
                continue
            if not any(word in sentence.of(reading.text) for word in language.words("policies", "issued")):
                continue
            issuer = _issuer(reading, sentence, title, language)
            dates = [d for d in reading.dates if sentence.covers(d.span) and d.span.end <= title.outer.start]
            inside = [d for d in reading.dates if title.span.covers(d.span)]
            start = min(
                issuer.start if issuer else title.outer.start,
                *(d.span.start for d in dates),
                title.outer.start,
            )
            yield PolicyClaim(
                jurisdiction=_jurisdiction(reading, issuer, reader),
                title=reading.statement.written(*title.span),
                issuer=issuer.of(reading.text) if issuer else "",
                issued=_exact(dates[-1]) if dates else None,
                horizon=inside[0].date if inside else None,
                evidence=(reading.evidence(Span(start, title.outer.end)),),
                rule="policies.announced",
                confidence=0.85 if issuer and dates else 0.65,
            )


def _issuer(reading: Reading, sentence: Span, title: Mention, language: Language) -> Span | None:
    """Return who issues: the words before a particle, a verb or "and others" that end like an authority's name."""
    before = reading.text[sentence.start : title.outer.start]
    breaks = "".join(language.words("policies", "issuer_breaks"))
    behind = language.any_of("policies", "behind_issuer")
    pieces = re.finditer(rf"[^、。,:;「」\d{breaks}]+", before)
    suffixes = language.words("policies", "issuers")
    best = None
    for piece in pieces:
        text = re.sub(rf"{behind}+.*$", "", piece[0])
        if text.strip().endswith(suffixes) and len(text.strip()) >= 3:
            start = sentence.start + piece.start() + len(text) - len(text.lstrip())
            best = Span(start, start + len(text.strip()))
    return best


def _jurisdiction(reading: Reading, issuer: Span | None, reader: Reader) -> EntityRef | None:
    """Return the place that an issuer's name begins with or is the government of."""
    if issuer is None:
        return None
    name = issuer.of(reading.text)
    divisions, government = (reader.language.any_of("policies", each) for each in ("divisions", "government"))
    for length in range(min(len(name), _LONGEST_PLACE), 1, -1):
        # No mention is asked for: an authority's name that a list has (中国人民銀行) hides the place in it.
        found = tuple(
            each for each in reader.finder.candidates(name[:length]) if reader.finder.entity_type(each) == "place"
        )
        if found:
            bare = re.sub(rf"{divisions}$", "", name[:length])
            place = bare if found[0] in reader.finder.candidates(bare) else name[:length]
            return EntityRef("place", place, reading.evidence(Span(issuer.start, issuer.start + len(place))), found)
    # A name that ends like a division need not be a place: 経済産業省 is a ministry. With its government it is one.
    match = re.fullmatch(rf"(.{{2,5}}?){divisions}?{government}", name)
    if not match:
        return None
    return EntityRef("place", match[1], reading.evidence(Span(issuer.start, issuer.start + len(match[1]))))


def _targets(reading: Reading, jurisdiction: EntityRef, language: Language) -> Iterator[PolicyClaim]:
    """Yield a jurisdiction's target: a statement that names a horizon and what is to be reached by then."""
    horizon = sorted((d for d in reading.dates if _is_horizon(d)), key=_is_start)
    text = reading.text
    has_target = bool(reading.quantities) or any(word in text for word in language.words("policies", "targets"))
    has_goal = any(word in text for word in language.words("policies", "goals"))
    if not (horizon and has_target) and not has_goal:
        return
    start = len(jurisdiction.name) + 1 if text.startswith(f"{jurisdiction.name}:") else 0
    yield PolicyClaim(
        jurisdiction=jurisdiction,
        title="",
        horizon=horizon[0].date if horizon and not _is_start(horizon[0]) else None,
        target=reading.statement.written(start, len(text)),
        evidence=(reading.evidence(Span(start, len(text))), jurisdiction.evidence),
        rule="policies.target",
        confidence=0.75 if horizon else 0.65,
    )


def _is_horizon(mention: Mention) -> bool:
    return not mention.date.is_point


def _is_start(mention: Mention) -> bool:
    return mention.date.bound in {Bound.AT_LEAST, Bound.MORE_THAN}


def _exact(mention: Mention) -> DateValue | None:
    return mention.date if mention.date.bound is Bound.EXACT else None
