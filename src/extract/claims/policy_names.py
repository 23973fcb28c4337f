"""Plans that are named without being announced: alone on a label, behind "national", or without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import PolicyClaim
from extract.claims.jurisdictions import country_of, jurisdiction_of_issuer
from extract.claims.policy_documents import issuer_before
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.text import Span

_SHORTEST_LABEL = 6  # characters of a title that stands alone
_UNQUOTED = r"(?<![ァ-ヺー々一-龠A-Za-z0-9])[ァ-ヺー々一-龠A-Za-z0-9・]{{2,16}}?{documents}(?={verbs})"


def named_plans(reading: Reading, section: SectionReading, reader: Reader) -> Iterator[PolicyClaim]:
    """Yield the plans that a statement names in one of these ways."""
    yield from _on_label(reading, section, reader)
    yield from _of_the_nation(reading, section, reader)
    yield from _unquoted(reading, section, reader)


def _on_label(reading: Reading, section: SectionReading, reader: Reader) -> Iterator[PolicyClaim]:
    """Yield the plan that a label names and nothing else, where the section speaks of policy: 『...計画』 above its text."""
    words = reader.language.words("policies", "documents")
    for title in reading.titles:
        is_label = title.outer == Span(0, len(reading.text))
        if not is_label or len(title.text) < _SHORTEST_LABEL or not title.text.endswith(words):
            continue
        country = country_of(section, reader)
        spoken_of = reader.language.words("policies", "spoken_of")
        if country and any(word in each.text for each in (*section.heading, *section.readings) for word in spoken_of):
            yield PolicyClaim(
                jurisdiction=country,
                title=reading.statement.written(*title.span),
                evidence=(reading.evidence(title.outer), country.evidence),
                rule="policies.label",
                confidence=0.6,
            )


def _of_the_nation(reading: Reading, section: SectionReading, reader: Reader) -> Iterator[PolicyClaim]:
    """Yield a quoted name between "national" and a word for a plan: 国家の「...」戦略."""
    if not reading.titles:
        return
    language = reader.language
    national, genitive = language.any_of("policies", "national"), language.any_of("grammar", "genitive")
    for title in reading.titles:
        before = re.search(rf"{national}{genitive}?$", reading.text[: title.outer.start])
        behind = re.match(language.any_of("policies", "documents"), reading.text[title.outer.end :])
        country = country_of(section, reader) if before and behind else None
        if before and behind and country:
            yield PolicyClaim(
                jurisdiction=country,
                title=reading.statement.written(*title.span),
                evidence=(
                    reading.evidence(Span(before.start(), title.outer.end + behind.end())),
                    country.evidence,
                ),
                rule="policies.national",
                confidence=0.6,
            )


def _unquoted(reading: Reading, section: SectionReading, reader: Reader) -> Iterator[PolicyClaim]:
    """Yield a plan without quotation marks that an authority issues: 甲省は2023年に半導体戦略を策定した."""
    language = reader.language
    if not reading.dates or language.rules["names"]["topic"]["at_start"]:
        return  # the object follows its verb there, and titles stand in quotation marks
    pattern = _UNQUOTED.format(
        documents=language.any_of("policies", "documents"), verbs=language.any_of("policies", "issued")
    )
    for sentence in reading.statement.sentences:
        for match in re.finditer(pattern, reading.text[: sentence.end]):
            span = Span(*match.span())
            issuer = issuer_before(reading, sentence, span.start, reader) if span.start >= sentence.start else None
            dates = [d for d in reading.dates if sentence.covers(d.span) and d.span.end <= span.start]
            generic = re.match(language.any_of("policies", "generic"), match[0])
            if issuer and dates and dates[-1].date.is_point and not generic:
                yield PolicyClaim(
                    jurisdiction=jurisdiction_of_issuer(reading, issuer, section, reader),
                    title=reading.statement.written(*span),
                    issuer=issuer.of(reading.text),
                    issued=dates[-1].date,
                    evidence=(reading.evidence(Span(min(issuer.start, dates[-1].span.start), span.end)),),
                    rule="policies.unquoted",
                    confidence=0.65,
                )
