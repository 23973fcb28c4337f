"""Which documents hold one text: a key for each, and of those with one key the one that stands for all.

A text that is copied to another site comes with another head and foot, other advertising and small edits. Two documents are
one only if every sentence that tells something is the same in both and in the same order: a sentence with a number, a Latin
letter, a name or a fact in it, a heading, a row of a table. So a figure that was changed never vanishes, and "the same" holds
through any number of documents, in whatever order they come: it needs a key for each and no comparison of pairs, which a
measure of likeness (MinHash, an edit distance) would. Such a measure calls a page with one figure changed a copy.

What may differ: white space, width of characters and punctuation; sentences that tell nothing; and, so long as no fact is
read from them, lines that say where a text comes from, the day above it, and lists of further articles below it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from extract.claims.claim import CitationClaim, Claim, EntityRef, NameClaim
from extract.documents.document import BlockKind, Document, Page
from extract.entities.corrections import is_notice, title_part
from extract.ids import sha256_bytes
from extract.lang.language import read_rules
from extract.text import Span

_ENOUGH = 80  # characters that tell something; a text with fewer is the same only if all of it is
_SHARE = 0.5  # of a text's characters; a text that tells less than this is the same only if all of it is
_FEWEST = 40  # characters of a text that can be told from another at all
_NEAR = 90  # days: a text that comes again later may mean another year
_LONGEST_LINE = 80  # characters of a line that says where a text comes from
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_WHOLE = frozenset({BlockKind.TABLE, BlockKind.CODE})
_MARK = r"(?:(?!-\d)[^\w%‰$€£¥₩+<>=~≥≤±×])"  # signs of values are no punctuation
_NOT_WORDS = re.compile(
    rf"(?<![0-9a-z]){_MARK}+|{_MARK}+(?![0-9a-z])"
)  # between digits or letters all stays: 1.5 is not 15
_STOP = re.compile(r"[。!?;！？；]+[。!?;！？；)」』”》〉】\]）］]*")
_end_of = attrgetter("end")
_DAY = re.compile(r"\W*(?:19|20)\d\d(?:\W*[^\W\d]?\W*\d{1,2}){1,5}(?:\W*[^\W\d](?!\w))?\W*")
_DIGIT = re.compile(r"\d")
_LATIN = re.compile(r"[a-z]")
_ENDED = re.compile(r"[。!?;](?:\W*)$")


class Sighting(NamedTuple):
    """What is known of a document beside its text: its id, its key and the first day on which it may have been published."""

    document_id: str
    key: str | None
    published: dt.date | None


class _Sentence(NamedTuple):
    text: str  # NFKC
    key: str  # what is compared
    kind: BlockKind
    fact: bool
    named: bool


def text_key(document: Document, claims: Iterable[Claim]) -> str | None:
    """Return the key of what a document tells, None if it has too little text or a page without any.

    Args:
        document: the document.
        claims: what it says; a sentence that any of them rests on must be the same in a copy.
    """
    said = tuple(claims)
    facts = _fact_places(document, said)
    names = _names(said)
    found: list[_Sentence] = []
    for page in document.pages:
        sentences = list(_sentences(page, facts.get(page.number, b""), names))
        if not sentences:
            return None
        found.extend(sentences)
    kept = _without_furniture(found, document.language)
    title = title_part(document.title)
    own = _key_of(title)
    if own and own not in "".join(each.key for each in found):
        kept.insert(0, _Sentence(title, own, BlockKind.TITLE, fact=False, named=True))
    whole = [each.key for each in kept]
    telling = [each.key for each in kept if _tells(each, document.language)]
    length = sum(map(len, whole))
    if length < _FEWEST:
        return None
    enough = sum(map(len, telling)) >= max(_ENOUGH, _SHARE * length)
    parts = ("telling", *telling) if enough else ("whole", *whole)
    return sha256_bytes("\n".join((document.language, *parts)).encode())[:32]


def standing_for(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Return for each document that is a copy the one that stands for it: the first published, else the smallest id.

    A text that was published again more than 90 days later stands for itself, since a day without a year means another one
    then. A copy without a day belongs to the only one with the same text, if there is but one.

    Args:
        sightings: of all documents, in any order.
    """
    groups: defaultdict[str, list[Sighting]] = defaultdict(list)
    for each in sightings:
        if each.key:
            groups[each.key].append(each)
    found: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            found |= _standing_in(group)
    return found


def _standing_in(group: Sequence[Sighting]) -> dict[str, str]:
    dated = sorted((each.published, each.document_id) for each in group if each.published)
    undated = sorted(each.document_id for each in group if not each.published)
    firsts: list[tuple[dt.date, str]] = []
    found: dict[str, str] = {}
    for day, document_id in dated:
        if not firsts or (day - firsts[-1][0]).days > _NEAR:
            firsts.append((day, document_id))
        else:
            found[document_id] = firsts[-1][1]
    if len(firsts) == 1:
        return found | dict.fromkeys(undated, firsts[0][1])
    return found | dict.fromkeys(undated[1:], undated[0] if undated else "")


def _fact_places(document: Document, claims: Iterable[Claim]) -> Mapping[int, bytearray]:
    """Return for each page which of its characters facts rest on."""
    facts = {page.number: bytearray(len(page.text)) for page in document.pages}
    for claim in claims:
        if isinstance(claim, NameClaim | CitationClaim):
            continue
        for evidence in claim.evidence:
            if (page := facts.get(evidence.page)) is not None:
                start, end = evidence.span
                page[start:end] = b"\1" * len(page[start:end])
    return facts


def _names(claims: Iterable[Claim]) -> re.Pattern[str]:
    """Return a pattern of the names that a document uses, as they stand in the keys of its sentences."""
    refs: set[EntityRef] = set()
    for claim in claims:
        kind: Any = type(claim)
        refs.update(value for name in _fields(kind) if isinstance(value := getattr(claim, name), EntityRef))
    keys = {_key_of(name) for ref in refs for name in (ref.name, *ref.aliases)} - {""}
    return re.compile("|".join(map(re.escape, sorted(keys))) or "(?!)")


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _sentences(page: Page, facts: bytes | bytearray, names: re.Pattern[str]) -> Iterator[_Sentence]:
    for block in page.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        pieces = list(_unmarked(block.lines, page.markup))
        text = " ".join(page.text[start:end] for start, end in pieces)
        marks = b"\0".join(facts[start:end] for start, end in pieces)
        ends = [] if block.kind in _WHOLE else [match.end() for match in _STOP.finditer(text)]
        for start, end in pairwise((0, *ends, len(text))):
            sentence = unicodedata.normalize("NFKC", text[start:end]).strip()
            if key := _key_of(sentence):
                yield _Sentence(sentence, key, block.kind, fact=1 in marks[start:end], named=bool(names.search(key)))


def _unmarked(lines: Iterable[Span], markup: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of lines that are no markup."""
    for line in lines:
        start = line.start
        at = bisect_right(markup, start, key=_end_of) if markup else 0
        while at < len(markup) and markup[at].start < line.end:
            yield Span(start, max(start, markup[at].start))
            start = markup[at].end
            at += 1
        yield Span(start, max(start, line.end))


def _key_of(text: str) -> str:
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _tells(sentence: _Sentence, language: str) -> bool:
    return (
        sentence.fact
        or sentence.named
        or sentence.kind in _HEADINGS
        or sentence.kind in _WHOLE
        or bool(_LATIN.search(sentence.key))
        or any(map(_is_number, sentence.key))
        or is_notice(sentence.text, language)
    )


@cache
def _is_number(char: str) -> bool:
    return unicodedata.numeric(char, None) is not None


def _without_furniture(sentences: Sequence[_Sentence], language: str) -> list[_Sentence]:
    """Return the sentences without those that only say where a text comes from or lead to other texts."""
    prose = [number for number, each in enumerate(sentences) if _ENDED.search(each.text) or each.kind in _WHOLE]
    first, last = (prose[0], prose[-1]) if prose else (len(sentences), -1)
    line, tail = _patterns(language)
    kept = []
    within_tail = False
    for number, each in enumerate(sentences):
        if tail.fullmatch(each.key) and not each.fact:
            within_tail = True
            continue
        within_tail = within_tail and each.kind is BlockKind.LIST_ITEM
        outside = number < first or number > last
        left_out = within_tail or _is_line(each, line, outside=outside)
        if not left_out or each.fact or is_notice(each.text, language):
            kept.append(each)
    return kept


def _is_line(sentence: _Sentence, line: re.Pattern[str], *, outside: bool) -> bool:
    """Return whether a sentence is the day or the origin of a text."""
    if len(sentence.text) > _LONGEST_LINE or sentence.kind in _HEADINGS or sentence.kind in _WHOLE:
        return False
    day = _DAY.match(sentence.text)
    rest = sentence.text[day.end() :] if day else sentence.text
    if not rest.strip():
        return outside
    return bool(line.match(rest)) and not _DIGIT.search(rest)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what begins a line that tells no fact, and what stands above a list of other articles."""
    words = read_rules(language)["copies"]
    before, invites, tails = (
        "|".join(re.escape(word) for word in sorted(words[name])) for name in ("lines", "invites", "tails")
    )
    return re.compile(rf"\W*(?:(?:{before})\s*(?:[:/|]|\s|$)|(?:{invites}))"), re.compile(f"(?:{tails})")
