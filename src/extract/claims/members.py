"""Members of bodies: who belongs to a task force, working group or alliance, and in which role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.listing import Item, items_of
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.claims.slides import Labelled, Slide, labelled
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.alias_groups import find_groups
from extract.text import Span

_LABELLED, _BELOW = 0.85, 0.7
_LONGEST_LABEL = 40
_LEAST = 3  # organizations below loose labels; fewer are no list of members
_LONGEST_NAME = 24


def member_claims(slide: Slide, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the members of the body that a slide or section is about, where labels list them."""
    language = reader.language
    for reading in slide.readings:
        yield from _of_group(reading, language)
    body = _body(slide, language)
    if body is None:
        return
    words = {key: language.words("relations", key) for key in ("member_roles", "member_labels")}
    # A label with the body's name before it, as Chinese has it without a genitive: 评测工作组成员单位.
    named = re.compile(
        rf"[^、。,:]{{2,30}}?{language.any_of('relations', 'bodies')}{language.any_of('relations', 'member_labels')}:"
    )
    whole = tuple(reading.text[:-1] for reading in slide.readings if named.fullmatch(reading.text))
    words["member_labels"] = (*words["member_labels"], *whole)
    told: set[str] = set()
    for section in slide.sections:
        for part in labelled(section, words, language):
            for item in _listed(part, language):
                told.add(item.text)
                role = part.label if part.key == "member_roles" else ""
                yield _claim(item, body, role, _LABELLED)
    if not told:
        yield from _loose(slide, body, language)


def _of_group(reading: Reading, language: Language) -> Iterator[RelationClaim]:
    """Yield the names for which a word stands together: ABとは、甲、乙の頭文字をとった造語."""
    for group in find_groups(reading.text, reading.names, language):
        word = EntityRef("other", group.text, reading.evidence(group.span))
        for mention in group.members:
            yield _claim(Item(reading, mention.span, mention), word, "", _LABELLED)


def _body(slide: Slide, language: Language) -> EntityRef | None:
    """Return the body whose members a slide names: by a label with its name, a sentence on its members, or the only one there."""
    bodies = language.words("relations", "bodies")
    label = language.any_of("relations", "member_labels")
    roles = (*language.words("relations", "member_roles"), *language.words("relations", "member_labels"))
    readings = [*slide.sections[0].heading, *slide.readings]
    named = [
        (reading, mention)
        for reading in readings
        for mention in reading.names_of("organization")
        if mention.text.endswith(bodies) and reading.statement.kind is not BlockKind.SOURCE
    ]
    genitive = language.any_of("grammar", "genitive")
    body = rf"(?P<body>[^、。,:]{{2,30}}?{language.any_of('relations', 'bodies')})"
    labelled_body = re.compile(rf"{body}(?:{genitive})?{label}")
    for reading in readings:
        match = labelled_body.match(reading.text) if len(reading.text) <= _LONGEST_LABEL else None
        if match:
            for other, mention in named:
                if mention.text.endswith(match["body"]):
                    return other.ref(mention)
            return EntityRef("organization", match["body"], reading.evidence(Span(*match.span("body"))))
    for reading in readings:
        for mention in (each for other, each in named if other is reading):
            if re.match(rf"[」”』》]?(?:{genitive})?{label}", reading.text[mention.span.end :]):
                return reading.ref(mention)
        for title in reading.titles:
            behind = reading.text[title.outer.end :]
            if title.text.endswith(bodies) and re.match(rf"(?:{genitive})?{label}", behind):
                return EntityRef("organization", title.text, reading.evidence(title.span))
    distinct = {mention.text for _, mention in named}
    if len(distinct) > 1 or not any(_is_label(reading.text, roles) for reading in readings):
        return None
    if named:
        return named[0][0].ref(named[0][1])
    for reading in slide.sections[0].heading:
        if match := re.match(body, reading.text):
            return EntityRef("organization", match["body"], reading.evidence(Span(*match.span("body"))))
    return None


def _is_label(text: str, words: Sequence[str]) -> bool:
    return text.partition(":")[0].strip() in words


def _organizations(reading: Reading, within: Span, language: Language) -> Iterator[Item]:
    """Yield the organizations of a list, the names of new ones by their endings."""
    suffixes = language.words("names", "organization_suffixes")
    for item in items_of(reading, within, language):
        if item.is_a("organization") or (
            not item.is_name and item.text.endswith(suffixes) and len(item.text) <= _LONGEST_NAME
        ):
            yield item


def _listed(part: Labelled, language: Language) -> Iterator[Item]:
    """Yield what a label of members lists: the organizations, and new names where most items beside them are known ones."""
    items = items_of(part.reading, part.span, language)
    known = list(_organizations(part.reading, part.span, language))
    others = [item for item in items if not item.is_name and item not in known and len(item.text) <= _LONGEST_NAME]
    yield from known
    if part.close and len(known) > 1 and len(known) + len(others) == len(items) and 2 * len(known) >= len(items):
        yield from others


@dataclass(frozen=True)
class _Group:
    """Lines that stand together and name organizations."""

    group: int
    items: tuple[Item, ...]


def _loose(slide: Slide, body: EntityRef, language: Language) -> Iterator[RelationClaim]:
    """Yield the members where the layout is lost: the names that stand below the labels of a slide.

    Of two roles the one that is the other with a word before it (共同主導機関) has the later names, if one name stands alone
    before them.
    """
    readings = [
        each for each in slide.readings if each.statement.kind is BlockKind.PARAGRAPH and not each.statement.box
    ]
    roles = language.words("relations", "member_roles")
    labels: list[str] = []
    groups: list[_Group] = []
    for reading, below in zip(readings, [*readings[1:], None], strict=True):
        joined = reading.text + (below.text if below else "")
        if reading.text in roles or _is_label(reading.text, language.words("relations", "member_labels")):
            if not (labels and labels[-1].endswith(reading.text) and labels[-1] != reading.text):
                labels.append(reading.text)
        elif joined in roles:
            labels.append(joined)
        elif labels and (items := list(_organizations(reading, Span(0, len(reading.text)), language))):
            members = tuple(item for item in items if item.text != body.name)
            groups.append(_Group(reading.statement.group, members))
    if not labels or sum(len(each.items) for each in groups) < _LEAST:
        return
    by_group: dict[int, list[Item]] = {}
    for each in groups:
        by_group.setdefault(each.group, []).extend(each.items)
    ordered = list(by_group.values())
    lead, joint = (labels[0], labels[1]) if len(labels) == 2 else ("", "")
    paired = len(ordered) > 1 and len(ordered[0]) == 1 and joint.endswith(lead) and lead and joint != lead
    for number, items in enumerate(ordered):
        role = (joint if number else lead) if paired else labels[0] if len(labels) == 1 and labels[0] in roles else ""
        for item in items:
            yield _claim(item, body, role, _BELOW)


def _claim(item: Item, body: EntityRef, role: str, confidence: float) -> RelationClaim:
    member = item.ref("organization")
    return RelationClaim(
        subject=member,
        predicate="member_of",
        object=body,
        qualifier=role,
        evidence=(member.evidence, body.evidence),
        rule="relations.members",
        confidence=confidence,
    )
