"""People that no list names: beside a role or an honorific, as the author or in a column of people, or by what they said.

A family name and one or two characters are the form of a Chinese name, a middle dot that of a transliterated one, and two
capitalized words that of one in Latin letters. The form alone proves nothing: something beside it must say that it is a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.lang.language import load_language
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameLine
from extract.mentions.name_tokens import WordsOf, first_of_overlapping, is_han, no_names
from extract.text import Span

_ROLE, _HONORIFIC, _LABEL, _COLUMN, _SAYS, _BRACKETS, _AUTHOR = 0.85, 0.85, 0.85, 0.85, 0.7, 0.85, 0.85
_LATIN = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z]\.)?(?: (?:van |von |de |der |di |da |Le|Mc|Mac)?[A-Z][a-z]+(?:-[A-Z][a-z]+)?){1,2}"
_KANA = r"[ァ-ヺー]{2,10}(?:[・·=][ァ-ヺーA-Z.]{1,12}){1,3}"
_YEAR = re.compile(r"\((?:19|20)\d\d\)\s*[『《<「〈“]")  # behind the author of a work
_OF_NAMES = frozenset({"person", "name", "unknown"})
_BEGINS = re.compile(r"(?:^|[。,、;:!?》』」])\s*$")
_ITEM = re.compile(r"[^、,;/|\n]+")


@dataclass(frozen=True)
class _Rules:
    """The words of a language as patterns and sets."""

    evidence: re.Pattern[str]
    foreign: str
    roles: str
    before: re.Pattern[str]
    behind: re.Pattern[str]
    labels: re.Pattern[str]
    brackets: re.Pattern[str]
    says: re.Pattern[str]
    takes: re.Pattern[str]
    surnames: tuple[str, ...]
    not_given: frozenset[str]
    not_names: frozenset[str]
    headers: tuple[str, ...]
    parted: bool


@cache
def _rules(code: str) -> _Rules:
    language = load_language(code)
    people = language.rules["names"]["people"]

    def any_of(key: str) -> str:
        return language.any_of("names", "people", key)

    object_follows = language.rules["releases"]["object_follows_verb"]
    letters = people["transliterated"]
    foreign = rf"[{letters}]{{1,7}}(?:[·・•][{letters}A-Z.]{{1,8}}){{1,3}}" if letters else r"(?!)"
    roles = any_of("roles")
    lists = ("roles", "behind", "says", "takes", "labels")
    signs = sorted({word for key in lists for word in language.words("names", "people", key)})
    return _Rules(
        evidence=re.compile("|".join(map(re.escape, signs)) + r"|\((?:19|20)"),
        foreign=rf"(?:{_LATIN}|{_KANA}|{foreign})",
        roles=roles,
        before=re.compile(
            rf"{roles}(?:{any_of('joints')}{{0,2}}[^。,、;:()]{{0,6}}?{roles})*(?:\([^()]{{1,20}}\))?{any_of('copulas')}? ?"
        ),
        behind=re.compile(rf" ?(?:{any_of('behind')}{'' if object_follows else f'|{roles}'})"),
        labels=re.compile(rf"(?:^|(?<=[\s。,、;()|【\[])){any_of('labels')} ?[:/]\s*(?P<list>[^。;:|]{{2,80}})"),
        brackets=re.compile(rf"\((?={roles}|[^()]{{0,30}}{roles}(?:\)|[、,]))"),
        says=re.compile(any_of("says")),
        takes=re.compile(rf"{any_of('takes')}(?=[^。,;]{{0,20}}{roles})" if object_follows else any_of("takes")),
        surnames=language.words("names", "people", "surnames"),
        not_given=frozenset(people["not_given"]),
        not_names=frozenset(language.words("names", "people", "not")),
        headers=(*language.words("headers", "person"), *language.words("names", "people", "headers")),
        parted=bool(people["parted"]),
    )


def find_people(line: NameLine) -> Iterator[Mention]:
    """Yield the people of a line that their surroundings prove, none overlapping another."""
    yield from first_of_overlapping(_candidates(line))


def _candidates(line: NameLine) -> Iterator[Mention]:
    text, rules = line.text, _rules(line.language.code)
    in_column = bool(line.header) and line.header.strip().endswith(rules.headers)
    if not in_column and not rules.evidence.search(text):
        return
    words = WordsOf(line)
    if in_column:
        yield from _items(words, Span(0, len(text)), rules, "names.person-column", _COLUMN)
    for match in rules.labels.finditer(text):
        yield from _items(words, Span(*match.span("list")), rules, "names.person-label", _LABEL)
    for match in rules.before.finditer(text):
        if span := _name_from(words, match.end(), rules):
            yield _mention(text, span, "names.person-role", _ROLE)
    for match in rules.behind.finditer(text):
        if span := _name_to(words, match.start(), rules):
            yield _mention(text, span, "names.person-honorific", _HONORIFIC)
    for match in rules.brackets.finditer(text):
        if span := _name_to(words, match.start(), rules):
            yield _mention(text, span, "names.person-brackets", _BRACKETS)
    for match in rules.takes.finditer(text):
        if span := _name_to(words, match.start(), rules):
            yield _mention(text, span, "names.person-role", _ROLE)
    for match in _YEAR.finditer(text):
        span = _name_to(words, match.start(), rules)
        if span and _BEGINS.search(text, 0, span.start):
            yield _mention(text, span, "names.person-author", _AUTHOR)
    for match in rules.says.finditer(text):
        span = _name_to(words, match.start(), rules)
        if span and (span.end - span.start > 2) and _BEGINS.search(text, 0, span.start):
            yield _mention(text, span, "names.person-says", _SAYS)


def _name_from(words: WordsOf, start: int, rules: _Rules) -> Span | None:
    """Return the name that begins at `start`."""
    text = words.text
    foreign = re.compile(rules.foreign).match(text, start)
    if foreign and _is_foreign(words, Span(*foreign.span())):
        return Span(start, foreign.end())
    if rules.parted and (known := _known_person_end(words, start)) > start:
        return Span(start, known)
    ends = []
    for length in (4, 3, 2):
        name = text[start : start + length]
        sure = words.is_edge(start + length) or _stops(text, start + length, rules)
        if len(name) == length and sure and _is_name(words, start, name, rules):
            ends.append(start + length)
    # One that ends where a word does and that a mark or a function word follows; of equals the longest.
    return (
        Span(start, max(ends, key=lambda end: (words.is_edge(end) + _stops(text, end, rules), end))) if ends else None
    )


def _name_to(words: WordsOf, end: int, rules: _Rules) -> Span | None:
    """Return the name that ends at `end`."""
    text = words.text
    first = max(0, end - 50)
    if foreign := re.search(rf"(?<![A-Za-z\-]){rules.foreign}$", text[first:end]):
        span = Span(first + foreign.start(), end)
        return span if _is_foreign(words, span) else None
    if rules.parted and (known := _known_person_start(words, end)) < end - 2:
        return Span(known, end)
    for length in (4, 3, 2):
        start = end - length
        if start >= 0 and words.is_edge(start) and _is_name(words, start, text[start:end], rules):
            before = words.before(start)
            if before < 0 or words.words[before].end < start or words.words[before].tag not in {"unknown", "person"}:
                return Span(start, end)
    start = _known_person_start(words, end) if rules.parted else end
    return Span(start, end) if start < end else None


def _is_foreign(words: WordsOf, span: Span) -> bool:
    """Return whether a foreign name is none of common words: データ・エンジニア, Artificial Intelligence."""
    text = span.of(words.text)
    if text.isascii():
        return not any(part.casefold() in no_names() for part in text.split())
    inside = [word for word in words.within(span) if word.tag != "mark"]
    common = sum(word.tag in {"noun", "adjective", "verb"} for word in inside)
    return any(word.tag == "person" for word in inside) or common * 2 < len(inside) or is_han(text[0])


def _is_name(words: WordsOf, start: int, name: str, rules: _Rules) -> bool:
    """Return whether a text has the form of a Chinese name and is no word of the dictionary."""
    surname = next((each for each in rules.surnames if name.startswith(each)), "")
    if not surname or not is_han(name) or not 1 <= len(name) - len(surname) <= 2 or name in rules.not_names:
        return False
    if any(char in rules.not_given for char in name[len(surname) :]):
        return False
    inside = words.within(Span(start, start + len(name)))
    if inside and inside[0].tag not in _OF_NAMES and len(inside[0].text) > len(surname):
        return False  # a word that begins with the character of a family name
    return not any(name.startswith(each) for each in rules.not_names if len(each) > 1)


def _known_person_end(words: WordsOf, start: int) -> int:
    """Return where the words end, from `start` on, that the dictionary has as names of people: a family and a given name."""
    end, index = start, words.before(start) + 1
    while index < len(words.words) and words.words[index].start == end and words.words[index].tag == "person":
        end, index = words.words[index].end, index + 1
    return end if 3 <= end - start <= 8 and words.before(end) > words.before(start) + 1 else start


def _known_person_start(words: WordsOf, end: int) -> int:
    start, index = end, words.before(end)
    while index >= 0 and words.words[index].end == start and words.words[index].tag == "person":
        start, index = words.words[index].start, index - 1
    if (
        start < end and index >= 0 and words.before(end) == index + 1
    ):  # one word: a given name behind a rare family name
        family = words.words[index]
        if family.end == start and family.tag in {"place", "name"} and is_han(family.text) and len(family.text) < 4:
            start = family.start
    return start if 2 <= end - start <= 8 else end


def _stops(text: str, end: int, rules: _Rules) -> bool:
    return end >= len(text) or not text[end].isalnum() or text[end] in rules.not_given


def _items(words: WordsOf, span: Span, rules: _Rules, rule: str, confidence: float) -> Iterator[Mention]:
    """Yield the names of a list that holds nothing but names."""
    for item in _ITEM.finditer(words.text, *span):
        text = item.group().strip()
        start = words.text.index(text, item.start())
        span = Span(start, start + len(text))
        foreign = re.fullmatch(rules.foreign, text) and _is_foreign(words, span)
        parted = rules.parted and _known_person_end(words, start) == span.end
        if foreign or parted or (len(text) < 5 and _is_name(words, start, text, rules)):
            yield _mention(words.text, span, rule, confidence)


def _mention(text: str, span: Span, rule: str, confidence: float) -> Mention:
    return Mention(span, span.of(text), Name((), "person"), rule, confidence)
