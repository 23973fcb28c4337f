"""Roles: who holds or held which role where, from tables, brackets behind a name, and words beside it; and who founded what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.grammar import has_particles
from extract.claims.headers import columns_by_role
from extract.claims.offices import founders, taken_roles
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading, TableReading
from extract.claims.speakers import speaker_claims
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

_PERSON = re.compile(
    r"(?P<name>[\u3400-\u9fff\u30a1-\u30fc・A-Z][\u3400-\u9fff\u30a1-\u30fc・A-Za-z ]{1,19})\((?P<inside>(?:[^()]|\([^()]*\)){2,60})\)"
)
_LONGEST_PERSON = 12
_REACH = 40  # characters between an organization and who holds a role in it
_LONGEST_ITEM = 20
_LONGEST_UNIT = 12  # characters of a department
_DASHES = r"[\s\-‐-―ー]*"

Candidates = Callable[[str], tuple[str, ...]]
"""Name -> ids of the known organizations that bear it."""


def role_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the roles that a section's tables and sentences state."""
    language = reader.language

    def candidates(name: str) -> tuple[str, ...]:
        found = reader.finder.candidates(name)
        return tuple(each for each in found if reader.finder.entity_type(each) == "organization")

    for table in section.tables:
        yield from _roles_from_table(table, language, candidates)
    for reading in section.readings:
        if reading.statement.kind not in {BlockKind.SOURCE, BlockKind.HEADING}:
            yield from _roles_in_brackets(reading, language, candidates)
            yield from _roles_before_name(reading, language)
            yield from taken_roles(reading, language)
            yield from founders(reading, language)
            yield from speaker_claims(reading, language)


def _roles_from_table(table: TableReading, language: Language, candidates: Candidates) -> Iterator[RelationClaim]:
    roles = columns_by_role(table, language)
    if "role" not in roles or "person" not in roles:
        return
    for row in table.body_rows:
        person, role = table.at(row, roles["person"]), table.at(row, roles["role"])
        if person and role and len(person.readings) == 1 and role.readings and len(person.text) <= _LONGEST_PERSON:
            subject = _person(person.readings[0], Span(0, len(person.text)))
            for reading in role.readings:
                yield from _roles_of(
                    subject, reading, Span(0, len(reading.text)), language, candidates, "relations.role-column", 0.9
                )


def _roles_in_brackets(reading: Reading, language: Language, candidates: Candidates) -> Iterator[RelationClaim]:
    for match in _PERSON.finditer(reading.text):
        inside = Span(*match.span("inside"))
        if any(word in match["inside"] for word in language.words("relations", "role")):
            yield from _roles_of(
                _person(reading, Span(*match.span("name"))),
                reading,
                inside,
                language,
                candidates,
                "relations.role-brackets",
                0.85,
            )


def _roles_before_name(reading: Reading, language: Language) -> Iterator[RelationClaim]:
    """Yield the roles that stand right before or behind a known person: 百度创始人、董事长兼首席执行官李彦宏, 由张宏江担任理事长."""
    if not reading.names_of("person"):
        return
    roles = language.any_of("relations", "role")
    joints = language.any_of("relations", "role_joints")
    copulas = language.any_of("relations", "copulas")
    tie = language.any_of("relations", "organization_ties")
    for person in reading.names_of("person"):
        before = reading.text[: person.span.start]
        chain = re.search(rf"(?:(?:{roles})(?:{joints})?)+(?:{copulas}|{_DASHES})?$", before)
        holders = [o for o in reading.names_of("organization") if chain and o.span.end <= chain.start() + 2]
        if chain and holders and re.fullmatch(rf"(?:{tie}|\([^()]*\))?", before[holders[-1].span.end : chain.start()]):
            yield from _held(reading, person, holders[-1], re.findall(roles, chain[0]), chain.start(), language)
            yield from _held_before(reading, person, holders, language)
        behind = re.match(
            rf"{language.any_of('relations', 'takes_office')}?({roles})",
            reading.text[person.span.end :],
        )
        named = [o for o in reading.names_of("organization") if o.span.end <= person.span.start]
        if behind and named and not chain and _near(reading.text, named[-1].span.end, person.span.start):
            yield from _held(reading, person, named[-1], [behind[1]], person.span.start, language, end=behind.end())


def _held_before(
    reading: Reading, person: Mention, holders: list[Mention], language: Language
) -> Iterator[RelationClaim]:
    """Yield the roles at another organization that the same chain names first: 甲集团董事、乙公司CEO before a person."""
    roles, joints = language.any_of("relations", "role"), language.any_of("relations", "role_joints")
    tie = language.any_of("relations", "organization_ties")
    for first, second in pairwise(reversed(holders)):
        between = re.fullmatch(
            rf"(?:{tie})?((?:(?:{roles})(?:{joints}|,)?)+)", reading.text[second.span.end : first.span.start]
        )
        if not between:
            return
        yield from _held(reading, person, second, re.findall(roles, between[1]), second.span.end, language)


def _near(text: str, start: int, end: int) -> bool:
    """Return whether two places are in one sentence and not far apart."""
    return end - start <= _REACH and "。" not in text[start:end]


def _held(
    reading: Reading,
    person: Mention,
    organization: Mention,
    roles: list[str],
    start: int,
    language: Language,
    end: int = 0,
) -> Iterator[RelationClaim]:
    former = language.words("relations", "former")
    was = reading.text[organization.span.end : start].startswith(former) or reading.text[
        : organization.span.start
    ].endswith(former)
    span = Span(min(organization.span.start, start), person.span.end + end)
    for role in dict.fromkeys(roles):
        yield from _role_claims(
            reading.ref(person), reading.ref(organization), role, former=was, language=language,
            evidence_of=(reading, span), rule="relations.role-apposition", confidence=0.85,
        )  # fmt: skip


def _person(reading: Reading, span: Span) -> EntityRef:
    known = [m for m in reading.names_of("person") if span.covers(m.span)]
    return reading.ref(known[0]) if known else EntityRef("person", span.of(reading.text), reading.evidence(span))


def _roles_of(
    subject: EntityRef,
    reading: Reading,
    within: Span,
    language: Language,
    candidates: Candidates,
    rule: str,
    confidence: float,
) -> Iterator[RelationClaim]:
    """Yield each organization and role of a description such as 元X社技術責任者、Y創始者."""
    words, former_words = language.words("relations", "role"), language.words("relations", "former")
    position = within.start
    organization: EntityRef | None = None
    for part in re.split(r"([、,;])", within.of(reading.text)):
        span = Span(position, position + len(part))
        position = span.end
        text = span.of(reading.text)
        former = next((word for word in former_words if text.startswith(word)), None)
        role = next((word for word in words if text.endswith(word)), None)
        if role is None:
            continue
        body = Span(span.start + len(former or ""), span.end - len(role))
        found, unit = _organization(reading, body, language, candidates)
        organization = found or organization
        if organization:
            yield from _role_claims(
                subject,
                organization,
                role,
                unit=unit,
                former=bool(former),
                language=language,
                evidence_of=(reading, span),
                rule=rule,
                confidence=confidence,
            )


def _organization(
    reading: Reading, span: Span, language: Language, candidates: Candidates
) -> tuple[EntityRef | None, str]:
    """Return the organization before a role, and the part of it that the role is over (AI部門 of 甲社AI部門責任者)."""
    tie = language.any_of("relations", "organization_ties")
    known = [m for m in reading.names_of("organization", "product") if span.overlaps(m.span)]
    if known and known[0].span.end > span.end:
        # A name that runs on into the role (甲社技術委員会 before 技術委員会主席) is not that of the holder's organization.
        text = re.sub(rf"{tie}$", "", span.of(reading.text))
        if found := candidates(text):
            return EntityRef(
                "organization", text, reading.evidence(Span(span.start, span.start + len(text))), found
            ), ""
    if known:
        behind = Span(min(known[0].span.end, span.end), span.end)
        match = re.match(rf"(?:\([^()]*\))?(?:{tie})?", behind.of(reading.text))
        unit = behind.of(reading.text)[match.end() if match else 0 :].strip()
        is_unit = 0 < len(unit) <= _LONGEST_UNIT and not has_particles(unit, language)
        return reading.ref(known[0], "organization"), unit if is_unit else ""
    text = re.sub(rf"\(.*?\)|{tie}$", "", span.of(reading.text)).strip()
    if not 2 <= len(text) <= _LONGEST_ITEM or not re.match(r"[^\W\d]", text):
        return None, ""
    start = reading.text.index(text, span.start)
    return EntityRef("organization", text, reading.evidence(Span(start, start + len(text)))), ""


def _role_claims(
    subject: EntityRef,
    organization: EntityRef,
    role: str,
    *,
    unit: str = "",
    former: bool,
    language: Language,
    evidence_of: tuple[Reading, Span],
    rule: str,
    confidence: float,
) -> Iterator[RelationClaim]:
    reading, span = evidence_of
    evidence = (reading.evidence(span), subject.evidence)
    yield RelationClaim(
        subject=subject,
        predicate="formerly_at" if former else "role_at",
        object=organization,
        qualifier=unit + role,
        evidence=evidence,
        rule=rule,
        confidence=confidence,
    )
    if role in language.words("relations", "founder"):
        yield RelationClaim(
            subject=organization,
            predicate="founded_by",
            object=subject,
            evidence=evidence,
            rule=rule,
            confidence=confidence,
        )
