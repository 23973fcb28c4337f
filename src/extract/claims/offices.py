"""Sentences that say who took which office, and who founded what: 甲氏が乙社の社長に就任した, 甲出任乙公司CEO, 由甲创立."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import RelationClaim
from extract.claims.reading import Reading
from extract.claims.topics import is_topic
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

_CONFIDENCE = 0.8
_REACH = 16  # characters between a founder and the verb


def taken_roles(reading: Reading, language: Language) -> Iterator[RelationClaim]:
    """Yield the role that a person takes at an organization named between the two: P + takes + organization + role."""
    if not reading.names_of("person"):
        return
    roles = language.any_of("relations", "role")
    tie = language.any_of("relations", "organization_ties")
    honorific = language.any_of("names", "person_honorifics")
    takes = language.any_of("relations", "takes_office_of")
    joint = language.any_of("relations", "office_joints")
    confirmed = language.rules["relations"]["office_verb"]
    for person in reading.names_of("person"):
        for organization in reading.names_of("organization"):
            between = reading.text[person.span.end : organization.span.start]
            if organization.span.start < person.span.end or not re.fullmatch(
                rf"(?:{honorific})?{takes}(?:{joint})?", between
            ):
                continue
            role = re.compile(rf"(?:{tie})?({roles}){confirmed}").match(reading.text, organization.span.end)
            if role:
                yield RelationClaim(
                    subject=reading.ref(person),
                    predicate="role_at",
                    object=reading.ref(organization),
                    qualifier=role[1],
                    evidence=(reading.evidence(Span(person.span.start, role.end())),),
                    rule="relations.office",
                    confidence=_CONFIDENCE,
                )


def founders(reading: Reading, language: Language) -> Iterator[RelationClaim]:
    """Yield who founded the organization that a sentence is about, with the day if the sentence states one."""
    if not reading.names_of("person"):
        return
    pattern = re.compile(language.rules["relations"]["founded_behind"])
    before = language.any_of("relations", "founded_before")
    needs_word = bool(language.words("relations", "founded_before"))
    for person in reading.names_of("person"):
        sentence = reading.statement.sentence_of(person.span)
        verb = pattern.match(reading.text, person.span.end, min(sentence.end, person.span.end + _REACH + 8))
        if not verb or (needs_word and not re.search(rf"{before}$", reading.text[: person.span.start])):
            continue
        organization = _topic(reading, Span(sentence.start, person.span.start), language)
        if organization:
            dates = [d for d in reading.dates if sentence.covers(d.span) and d.date.is_point]
            yield RelationClaim(
                subject=reading.ref(organization),
                predicate="founded_by",
                object=reading.ref(person),
                date=dates[0].date if len(dates) == 1 else None,
                evidence=(reading.evidence(Span(organization.span.start, verb.end())),),
                rule="relations.founded",
                confidence=_CONFIDENCE,
            )


def _topic(reading: Reading, within: Span, language: Language) -> Mention | None:
    """Return the organization that a sentence is about: marked so, or at its very beginning."""
    named = reading.names_of("organization", within=within)
    topics = [each for each in named if is_topic(reading, each, language)]
    return next(iter(topics or [each for each in named if each.span.start == within.start]), None)
