"""Definitions: what a footnote or a sentence says that a term means, and what an abbreviation stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from extract.claims.claim import DefinitionClaim, EntityRef
from extract.claims.grammar import has_particles
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.documents.marks import NOTE
from extract.lang.language import Language, load_language
from extract.text import Span

_MARKS = "*※†‡"
_NUMBER = re.compile(r"\s*(?:\d{1,2}(?!\d))?\)?\s*:?\s*")
_QUOTES = '「」『』“”"《》'
_TERM = r"(?P<term>[「『“\"]?[^:。、,;=「」『』“”]{1,30}[」』”\"]?)"
_COLON = re.compile(rf"{_TERM}\s*:\s*(?P<text>\S.+)")
_EQUATION = re.compile(r"[^=。:]{2,40}(?:=[^=。:]{2,120}){1,3}(?=。|$)")
_FULL_NAME = re.compile(r"(?P<full>[A-Za-z][A-Za-z0-9&'’.\- ]{2,60}?)\s*(?=[,、(。:;\u3041-\u9fff]|$)")
_SHORTEST = 6  # characters of a definition
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9&\-]{1,9}")


class _Forms(NamedTuple):
    """How a language defines a term: what may stand before it, and behind it what says what it means or is short for."""

    lead: re.Pattern[str]
    said: re.Pattern[str]
    short: re.Pattern[str]
    topic: re.Pattern[str]


@cache
def _forms(language_code: str) -> _Forms:
    language = load_language(language_code)
    words = language.rules["definitions"]
    return _Forms(
        lead=re.compile(rf"[\s※*:]*{language.any_of('definitions', 'openers')}?"),
        said=re.compile(rf"{_TERM}{words['says']}(?P<text>[^。]+)"),
        short=re.compile(words["short_for"]),
        topic=re.compile(rf"{_TERM}{words['topic']}(?P<text>[^。]{{4,}})"),
    )


def definition_claims(section: SectionReading, language: Language) -> Iterator[DefinitionClaim]:
    """Yield the terms that a section's footnotes and sentences define.

    A footnote of the form "term: text" may also be a remark. The term must stand elsewhere in the section, or the text must
    end as a definition does.
    """
    forms = _forms(language.code)
    elsewhere = [(reading, reading.text) for reading in (*section.heading, *section.readings)]
    for reading in section.readings:
        if reading.statement.kind is BlockKind.SOURCE:
            continue
        mark = NOTE.match(reading.text)
        is_note = reading.statement.kind is BlockKind.NOTE or bool(mark and reading.text[:1] in _MARKS)
        number = _NUMBER.match(reading.text, mark.end()) if mark and is_note else None
        position = number.end() if number else 0
        if is_note and (equation := _EQUATION.match(reading.text, position)):
            yield from _equated(reading, Span(*equation.span()), language)
            continue
        # Only a note asks what stands elsewhere.
        others = [text for other, text in elsewhere if other is not reading] if is_note else []
        for sentence in reading.statement.sentences:
            within = Span(max(sentence.start, position), sentence.end)
            lead = forms.lead.match(reading.text, *within)
            within = Span(lead.end() if lead else within.start, within.end)
            yield from _of_sentence(reading, within, others, language, forms, is_note=is_note)
            if is_note and sentence.start <= position and _COLON.match(reading.text, within.start):
                break  # the rest of a note belongs to its one term


def _of_sentence(
    reading: Reading, within: Span, others: list[str], language: Language, forms: _Forms, *, is_note: bool
) -> Iterator[DefinitionClaim]:
    text = reading.text
    words = language.rules["definitions"]
    is_said = forms.said.match(text, within.start, within.end)
    if is_said and _is_term(is_said["term"], language):
        defines = words["says_enough"] or re.search(words["ends"], is_said["text"]) is not None
        if defines or is_note:
            yield _claim(reading, is_said, is_said.end("text"), 0.9 if is_note else 0.75)
            return
    short = forms.short.match(text, within.start, within.end)
    if short and _is_term(short["term"], language):
        yield _claim(reading, short, short.end("text"), 0.85)
        return
    if not is_note:
        return
    colon = _COLON.match(text, within.start)
    if colon and _is_term(colon["term"], language) and len(colon["text"]) >= _SHORTEST:
        bare = colon["term"].strip(_QUOTES)
        known = any(bare in other for other in others)
        defines = re.search(words["ends"], colon["text"]) is not None
        yield _claim(reading, colon, len(text.rstrip()), 0.9 if known else 0.7 if defines else 0.4)
        return
    topic = forms.topic.match(text, within.start, within.end)
    if topic and _is_term(topic["term"], language) and text[:1] in _MARKS:
        bare = topic["term"].strip(_QUOTES)
        if any(_marked(bare, other) for other in others) or re.search(words["ends"], topic["text"]):
            yield _claim(reading, topic, topic.end("text"), 0.75)


def _marked(term: str, text: str) -> bool:
    """Return whether a text has a term, or the end of it, with the mark of a footnote behind it: 大型店*1 for 大型店舗*1."""
    return bool(re.search(rf"{re.escape(term[:3])}[^。、,]{{0,12}}?[」』”\"]?\s*\*", text))


def _equated(reading: Reading, within: Span, language: Language) -> Iterator[DefinitionClaim]:
    """Yield the first of several names that a note says are one (A=B=C), and the abbreviation among them."""
    parts: list[Span] = []
    position = within.start
    for piece in within.of(reading.text).split("="):
        stripped = piece.strip()
        start = position + len(piece) - len(piece.lstrip())
        parts.append(Span(start, start + len(stripped)))
        position += len(piece) + 1
    texts = [part.of(reading.text) for part in parts]
    if any(not _is_term(text, language) for text in texts):
        return
    short = next((text for text in texts if _ABBREVIATION.fullmatch(text)), "")
    whole = Span(parts[0].start, parts[-1].end)
    for number, term in enumerate(texts):
        if number and term != short:
            continue
        rest = [text for text in texts if text != term]
        full = next((text for text in rest if _spells(text, term)), "")
        yield DefinitionClaim(
            term=term,
            definition="=".join(rest),
            full_name=full,
            entity=_entity(reading, parts[number], tuple(rest)),
            evidence=(reading.evidence(whole),),
            rule="definitions.equation",
            confidence=0.9,
        )


def _claim(reading: Reading, match: re.Match[str], end: int, confidence: float) -> DefinitionClaim:
    start = match.start("term")
    term = match["term"]
    inner = Span(start + len(term) - len(term.lstrip(_QUOTES + " ")), match.end("term"))
    bare = inner.of(reading.text).strip(_QUOTES + " ")
    inner = Span(inner.start, inner.start + len(bare))
    text = Span(match.start("text"), end)
    definition = reading.statement.written(*text).strip().rstrip("。")
    found = _FULL_NAME.match(reading.text, text.start)
    full = found["full"].strip() if found and _spells(found["full"], bare) else ""
    return DefinitionClaim(
        term=reading.statement.written(*inner),
        definition=definition,
        full_name=full,
        entity=_entity(reading, inner, (full,) if full else ()) or _entity_of(reading, text, full, bare),
        evidence=(reading.evidence(Span(start, end)),),
        rule="definitions.note" if match.re is _COLON else "definitions.sentence",
        confidence=confidence,
    )


def _entity(reading: Reading, term: Span, aliases: tuple[str, ...]) -> EntityRef | None:
    """Return the entity that the whole term names, with the other names that the definition gives it."""
    for mention in reading.names_of("organization", "model", "product", "person"):
        if mention.span == term:
            return replace(
                reading.ref(mention), aliases=tuple(dict.fromkeys((*reading.ref(mention).aliases, *aliases)))
            )
    return None


def _entity_of(reading: Reading, text: Span, full: str, term: str) -> EntityRef | None:
    """Return the entity that the full name names, with the term as another name of it."""
    for mention in reading.names_of("organization", "model", "product") if full else ():
        if mention.span.start == text.start and mention.text == full:
            ref = reading.ref(mention)
            return replace(ref, aliases=tuple(dict.fromkeys((*ref.aliases, term))))
    return None


def _is_term(term: str, language: Language) -> bool:
    bare = term.strip(_QUOTES + " ")
    words = language.words("definitions", "no_terms")
    return (
        len(bare) >= 2 and not bare.startswith(words) and not bare[:1].isdigit() and not has_particles(bare, language)
    )


def _spells(full: str, short: str) -> bool:
    """Return whether the initials of a name spell an abbreviation, or the name begins with it."""
    if not _ABBREVIATION.fullmatch(short) or not re.fullmatch(r"[A-Za-z0-9&'’.,\- ]+", full.strip()):
        return False
    words = re.findall(r"[A-Za-z0-9]+", full)
    initials = "".join(word[0] for word in words if word[0].isupper() or word.islower())
    capitals = "".join(letter for letter in full if letter.isupper())
    if len(words) < 2:
        return False
    # Small words count or do not: Software as a Medical Device is SaMD.
    between = _is_within(capitals, short.upper()) and _is_within(short.upper(), initials.upper())
    return between or capitals == short.upper() or full.startswith(f"{short} ")


def _is_within(letters: str, text: str) -> bool:
    """Return whether a text has all of the letters, in their order."""
    left = iter(text)
    return all(letter in left for letter in letters)
