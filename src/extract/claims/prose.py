"""Relations that sentences state, by the patterns of the language: who developed, opened, built on, joined, backed what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.claims.categories import is_category
from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.listing import Item
from extract.claims.masks import ANY_NAME, Masked, joints, masked_sentences, patterns_for
from extract.claims.model_mentions import is_kind
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.slides import about
from extract.claims.topics import is_place
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention, Name
from extract.text import Span

_STATED = 0.8
_SECTION_SUBJECT = 0.7  # where the sentence leaves out what the section is about
_TITLE_SUBJECT = 0.65  # where only the page's title names it
_CANDIDATE = 0.45  # what a name that no file has is said to be used for
_MADE = frozenset({"developed_by", "open_sourced_by", "product_of"})
_OF_MODEL = frozenset({"developed_by", "based_on"})  # what a page says of its own model without naming it
_NOT_READ = frozenset({BlockKind.SOURCE})


def prose_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the relations that the sentences of a section state."""
    cells = (
        reading for table in section.tables for cell in table.cells if not cell.header for reading in cell.readings
    )
    for reading in (*section.readings, *cells):
        if reading.statement.kind in _NOT_READ:
            continue
        for sentence in masked_sentences(_with_own(reading, section)):
            yield from _stated(sentence, section, reader)


def _with_own(reading: Reading, section: SectionReading) -> Reading:
    """Return a line that names an organization with the model of the page's title, where nothing else proves that name."""
    if not reading.names_of("organization"):
        return reading
    span = section.page_model.called_at_start(reading.text)
    if span is None and not section.model and (own := section.page_model.own()):
        found = re.search(rf"(?<![A-Za-z0-9]){re.escape(own.name)}(?![A-Za-z0-9])", reading.text)
        span = Span(*found.span()) if found else None
    if span is None or any(span.overlaps(each.span) for each in reading.names):
        return reading
    named = Mention(span, span.of(reading.text), Name((), "model"), "names.title", _SECTION_SUBJECT)
    return replace(reading, names=tuple(sorted((*reading.names, named), key=lambda each: each.span)))


def _stated(sentence: Masked, section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    language = reader.language
    negated: bool | None = None
    for predicate, pattern in patterns_for(sentence.types, len(sentence.names), language.code):
        for match in pattern.finditer(sentence.text):
            if negated is None:
                negated = bool(re.search(language.any_of("relations", "negations"), sentence.text))
            if negated:
                return
            yield from _claims(sentence, match, predicate, section, reader)


def _claims(
    sentence: Masked, match: re.Match[str], predicate: str, section: SectionReading, reader: Reader
) -> Iterator[RelationClaim]:
    groups = match.re.groupindex
    if predicate in _MADE and "o" in groups and _is_where(sentence, match, reader.language):
        return
    subjects = list(_refs(sentence, match, "s", reader.language)) if "s" in groups else []
    objects = [ref for group in ("o", "a") if group in groups for ref in _refs(sentence, match, group, reader.language)]
    objects += list(_makers_of_family(sentence, match, reader)) if "f" in groups else []
    objects += (
        [each for each in _refs(sentence, match, "g", reader.language) if _may_own(each, subjects, reader)]
        if "g" in groups
        else []
    )
    confidence = _STATED
    for missing, refs in (("s", subjects), ("o", objects)):
        if missing not in groups and not (missing == "o" and groups.keys() & {"f", "g"}):
            of_model = missing == "s" and predicate in _OF_MODEL
            subject = (_heads(sentence.reading) or section.model) if of_model else about(section, reader.language)
            confidence = _SECTION_SUBJECT
            if subject is None and of_model:
                speaks = re.compile(reader.language.rules["names"]["speaks_of_model"])
                said = bool(speaks.search(match.group()) or speaks.search(sentence.text, match.end()))
                subject, confidence = section.page_model.own(said=said), _TITLE_SUBJECT
            if subject is None or (missing == "o" and predicate in _MADE and subject.entity_type == "model"):
                return
            refs.append(subject)
    if predicate == "category":
        objects = [each for each in objects if is_category(each.name, reader.language)]
    qualifier = match["q"] if "q" in groups and match["q"] else ""
    place = sentence.reading.evidence(sentence.span(*match.span()))
    for subject in subjects:
        for target in objects:
            if subject.name != target.name and not _same(subject, target):
                yield RelationClaim(
                    subject=subject,
                    predicate=predicate,
                    object=target,
                    qualifier=qualifier,
                    evidence=(place, subject.evidence, target.evidence),
                    rule=f"relations.prose-{predicate.replace('_', '-')}",
                    confidence=confidence if predicate != "application" or subject.candidates else _CANDIDATE,
                )


def _makers_of_family(sentence: Masked, match: re.Match[str], reader: Reader) -> Iterator[EntityRef]:
    """Yield the makers of a known model whose name stands for theirs, where only they can be meant: 甲-2是由甲团队开发的."""
    for ref in _refs(sentence, match, "f", reader.language):
        makers = reader.finder.makers(ref.candidates[0]) if ref.candidates else ()
        if makers:
            yield EntityRef("organization", ref.name, ref.evidence, makers[:1])


def _may_own(owner: EntityRef, models: Sequence[EntityRef], reader: Reader) -> bool:
    """Return whether a genitive before a model can name its maker: none that is known to be another's, nor a site that keeps models.

    甲のモデル乙 is usually 甲's own, but it may be the one that 甲 offers or hosts.
    """
    if reader.finder.sites.is_site(owner.name):
        return False
    makers = [maker for model in models for each in model.candidates[:1] for maker in reader.finder.makers(each)]
    return not makers or bool(set(makers) & set(owner.candidates))


def _heads(reading: Reading) -> EntityRef | None:
    """Return the model whose name heads a list item, a colon behind it and its links: - 甲-7B [Hub]: …."""
    if reading.statement.kind is not BlockKind.LIST_ITEM:
        return None
    for mention in reading.names_of("model")[:1]:
        before, behind = reading.text[: mention.outer.start], reading.text[mention.outer.end :]
        if re.fullmatch(r"\W*", before) and re.match(r"(?:\s?\[[^\[\]]*\]+|\s?\([^()]*\))*\s?:", behind):
            return reading.ref(mention)
    return None


def _is_where(sentence: Masked, match: re.Match[str], language: Language) -> bool:
    """Return whether those who should have made something are only where it was put: 我们在甲和乙开源了丙."""
    last = sentence.names.get(match.end("o") - 1)
    made_at = re.compile(language.rules["names"]["topic"]["made_at"]).match(sentence.text, match.end("o"))
    if last and made_at and last.text.endswith(language.words("names", "organizations", "strong")):
        return False
    before = re.sub(rf"(?:[{ANY_NAME}]{joints(language)})*$", "", sentence.text[: match.start("o")])
    return is_place(before, sentence.text[match.end("o") :], language)


def _same(one: EntityRef, other: EntityRef) -> bool:
    return bool(set(one.candidates) & set(other.candidates))


def _refs(sentence: Masked, match: re.Match[str], group: str, language: Language) -> Iterator[EntityRef]:
    if match[group] is None:
        return
    for item in sentence.items(*match.span(group)):
        if group == "s" and item.mention is not None and is_kind(item.reading, item.mention, language):
            continue
        if item.is_name or not _says_nothing(item, language):
            yield item.ref("other")


def _says_nothing(item: Item, language: Language) -> bool:
    """Return whether words between commas name no field or kind of their own: 各, 多くの企業."""
    text = item.text
    return text in language.words("relations", "no_item") or not re.search(r"[^\W\d_]", text) or len(text) < 2
