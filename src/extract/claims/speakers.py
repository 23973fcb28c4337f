"""People quoted with their posts: 甲公司首席执行官张三表示, 甲社の山田太郎社長は...と述べた.

That someone speaks proves the rest: what stands between the post and the verb, or behind the topic, is a person, and what opens
the clause before the post is whose post it is, though no list has either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.grammar import has_particles
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.text import Span

_NAMED, _PROVEN = 0.85, 0.7
_LEAST_NEW = 3  # characters of an organization that no finder found
_HAN = "\u3400-\u9fff"


def speaker_claims(reading: Reading, language: Language) -> Iterator[RelationClaim]:
    """Yield the posts of the people whom a statement quotes or reports."""
    if not re.search(language.any_of("relations", "role"), reading.text):
        return
    for match in (found for pattern in _patterns(language.code) for found in pattern.finditer(reading.text)):
        person = _person(reading, Span(*match.span("name")), language)
        if person is None:
            continue
        former = language.words("relations", "former")
        for group in ("", "2"):
            if f"org{group}" not in match.re.groupindex or not match[f"org{group}"]:
                continue
            found = _organization(reading, Span(*match.span(f"org{group}")), language)
            if found is None:
                continue
            organization, confidence = found
            was = match[f"org{group}"].endswith(former) or match[f"org{group}"].startswith(former)
            for role in re.findall(language.any_of("relations", "role"), match[f"roles{group}"]):
                yield RelationClaim(
                    subject=person,
                    predicate="formerly_at" if was else "role_at",
                    object=organization,
                    qualifier=role,
                    evidence=(reading.evidence(Span(match.start("org"), match.end())), person.evidence),
                    rule="relations.role-speaker",
                    confidence=confidence,
                )


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a language, filled in."""
    from extract.lang.language import load_language

    language = load_language(code)
    rules = language.rules["relations"]
    role, joints = language.any_of("relations", "role"), language.any_of("relations", "role_joints")
    places = {
        "{org}": rf"(?P<org>[A-Za-z0-9{_HAN}\u30a1-\u30fc·・&.() -]{{2,24}}?)",
        "{org2}": rf"(?P<org2>[A-Za-z0-9{_HAN}\u30a1-\u30fc·・&. -]{{2,24}}?)",
        "{roles}": rf"(?P<roles>{role}(?:(?:{joints}){role})*)",
        "{roles2}": rf"(?P<roles2>{role}(?:(?:{joints}){role})*)",
        "{speech}": language.any_of("relations", "speech"),
        "{tie}": language.any_of("relations", "organization_ties"),
        "{han}": _HAN,
    }
    before = rf"(?:^|[”」』,。;!?:、])\s?(?:{language.any_of('relations', 'speaker_openers')})?"
    patterns = []
    for rule in rules["speaker"]:
        pattern = before + rule
        for place, filled in places.items():
            pattern = pattern.replace(place, filled)
        patterns.append(re.compile(pattern))
    return tuple(patterns)


def _person(reading: Reading, span: Span, language: Language) -> EntityRef | None:
    """Return the person whose name fills a range: one that was found, else letters or Han that begin with a family name."""
    named = [each for each in reading.names_of("person") if each.span.overlaps(span)]
    if named:
        return reading.ref(named[0]) if span.covers(named[0].span) else None
    text = span.of(reading.text)
    if any(each.span.overlaps(span) for each in reading.names):
        return None
    if re.fullmatch(rf"[{_HAN}]+", text) and not text.startswith(language.words("names", "people", "surnames")):
        return None
    if text in language.words("names", "people", "not"):
        return None
    return EntityRef("person", text, reading.evidence(span))


def _organization(reading: Reading, span: Span, language: Language) -> tuple[EntityRef, float] | None:
    """Return the organization at the end of a range: a name that was found there, else the range if it can be a name."""
    text = re.sub(rf"{language.any_of('relations', 'organization_ties')}$", "", span.of(reading.text)).rstrip()
    text = re.sub(rf"{language.any_of('relations', 'former')}$", "", text).rstrip()
    span = Span(span.start, span.start + len(text))
    inside = [each for each in reading.names_of("organization") if each.span.overlaps(span)]
    if inside:
        last = inside[-1]
        ends = last.outer.end >= span.end or not has_particles(reading.text[last.span.end : span.end], language)
        return (reading.ref(last), _NAMED) if ends else None
    bad = (*language.words("relations", "speech"), *language.words("relations", "no_item"))
    is_new = (
        len(text) >= _LEAST_NEW
        and not any(each.span.overlaps(span) for each in reading.names)
        and not has_particles(text, language)
        and not text.startswith(language.words("aliases", "pointing"))
        and not any(word in text for word in bad)
        and not re.search(r"[\d(]", text[:1])
        and bool(re.search(rf"[A-Z{_HAN}\u30a1-\u30fc]", text))
    )
    return (EntityRef("organization", text, reading.evidence(span)), _PROVEN) if is_new else None
