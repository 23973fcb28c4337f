"""Documents that say that they correct another one.

A notice of correction is a title with such a word at one of its ends or in brackets, or a passage that begins with one
(``更正：``, ``※訂正：``) or in which whoever writes says so of himself (``本报更正``). What it corrects is proven by a link in the
notice to the address of another document, by that document's title in quotation marks, or, for a title, by the rest of the
title being that of the other. A notice at the end of a page that names no other document is about its own page: that page
stays one document, and nothing is said to be corrected. An article that tells of someone else's correction is no notice.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Any, NamedTuple

from extract.documents.document import Block, BlockKind, Document, Page
from extract.entities.keys import script_key
from extract.lang.language import read_rules
from extract.text import clean, sentence_spans

_BEGINNING = 6  # passages of a document whose title is a notice, in which it says what it corrects
_ENDED = re.compile(r"[。!?]\W*$")
_LINK = re.compile(r"\]\((https?://[^\s()]+)\)")
_QUOTED = re.compile(r"[《『「“](.{6,120}?)[》』」”]")
_TITLE_PARTS = re.compile(r"\s*[|_]\s*|\s+[-‐-―]\s+")
_ADDRESS = re.compile(r"https?://(?:www\.)?([^#?]+?)/?(\?[^#]*)?(?:#.*)?")


class Titled(NamedTuple):
    """What a document can be named by, and what it says that it corrects.

    Attributes:
        document_id: its id.
        title: as it gives it; empty if it gives none.
        addresses: all under which it stands.
        published: the first day on which it may have been published.
        corrects: what `said_to_correct` found in it.
    """

    document_id: str
    title: str
    addresses: Sequence[str]
    published: dt.date | None
    corrects: Sequence[str]


def is_notice(text: str, language: str) -> bool:
    """Return whether a passage of cleaned text begins as a notice of correction does, or names its writer as who corrects."""
    return bool(_patterns(language).passage.search(text))


def said_to_correct(document: Document) -> tuple[str, ...]:
    """Return the keys of the addresses and titles that a document says it corrects, sorted; see `corrected`."""
    patterns = _patterns(document.language)
    titled = clean(document.title).text
    in_title = bool(patterns.title.search(titled))
    found: set[str] = set()
    if in_title:
        found.update(_title_keys(titled))
        rest = patterns.title.sub("", titled, count=1)
        found |= {_title_key(rest), _title_key(title_part(rest))}
    passages = 0
    if not in_title and not any(patterns.word.search(page.text) for page in document.pages):
        return ()
    for page, block in _passages(document):
        text = clean(page.text, block.lines, page.markup).text
        # What leads to other articles is no sentence.
        within = in_title and passages < _BEGINNING and bool(_ENDED.search(text))
        passages += block.kind is not BlockKind.TITLE
        if within or patterns.passage.search(text):
            found.update(_title_keys(text if within else _from_notice(text, patterns.passage)))
            found.update(_address_key(address) for address in _links(page, block))
            found.update(_address_key(address) for said, address in document.links if clean(said).text in text)
    return tuple(sorted(found - {""}))


def corrected(documents: Iterable[Titled]) -> dict[str, list[str]]:
    """Return for each document that corrects others their ids, sorted.

    A name that two documents bear proves nothing, nor does one of a document that was published later.

    Args:
        documents: all of them, in any order.
    """
    known = list(documents)
    by_key: defaultdict[str, set[str]] = defaultdict(set)
    for each in known:
        for address in each.addresses:
            by_key[_address_key(address)].add(each.document_id)
        for title in {_title_key(each.title), _title_key(title_part(each.title))} - {""}:
            by_key[title].add(each.document_id)
    published = {each.document_id: each.published for each in known}
    found: dict[str, list[str]] = {}
    for each in known:
        named = [by_key.get(key, set()) - {each.document_id} for key in each.corrects]
        ids = {next(iter(one)) for one in named if len(one) == 1}
        if earlier := sorted(one for one in ids if not _is_later(published[one], each.published)):
            found[each.document_id] = earlier
    return found


def title_part(title: str) -> str:
    """Return a title without the name of the site behind it."""
    folded = unicodedata.normalize("NFKC", title).strip()
    return next((part for part in _TITLE_PARTS.split(folded) if part), folded)


class Corrections:
    """Tells whether one of two statements stands in a document that corrects one in which the other stands.

    Args:
        documents: rows of the dataset `documents`.
    """

    def __init__(self, documents: Iterable[Mapping[str, Any]]) -> None:
        self._corrects = {row["document_id"]: set(row["corrects"]) for row in documents if row.get("corrects")}

    def between(self, ones: Set[str], others: Set[str]) -> bool:
        """Return whether a document of one side corrects one of the other side and does not itself say the same."""
        return self._some(ones - others, others) or self._some(others - ones, ones)

    def _some(self, ones: Set[str], others: Set[str]) -> bool:
        return any(self._corrects.get(one, set()) & others for one in ones)


class _Patterns(NamedTuple):
    word: re.Pattern[str]
    title: re.Pattern[str]
    passage: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    rules = read_rules(language)["corrections"]
    words, ours, about = (
        "|".join(map(re.escape, sorted(rules[name], key=lambda one: (-len(one), one))))
        for name in ("words", "ours", "about")
    )
    named = rf"\w{{0,4}}(?:{words})\w{{0,4}}"
    bracketed = rf"[\[(【〔<《]{named}[\])】〕>》]\s*:?\s*"
    return _Patterns(
        word=re.compile(words),
        title=re.compile(rf"{bracketed}|^\W*{named}\s*[:|]\s*|^\W*{named}$|(?=.*(?:{about})).*(?:{words})\w{{0,3}}$"),
        passage=re.compile(rf"^[\W_]*(?:{bracketed}|{named}(?:\s*:|$))|(?:{ours})[^。!?]{{0,40}}(?:{words})"),
    )


def _passages(document: Document) -> Iterator[tuple[Page, Block]]:
    for page in document.pages:
        for block in page.blocks:
            if block.kind not in {BlockKind.FURNITURE, BlockKind.TABLE, BlockKind.CODE}:
                yield page, block


def _from_notice(text: str, notice: re.Pattern[str]) -> str:
    """Return the sentences of a passage from the first that is a notice."""
    start = next((span.start for span in sentence_spans(text) if notice.search(span.of(text))), 0)
    return text[start:]


def _links(page: Page, block: Block) -> Iterator[str]:
    end = page.text.find("\n", block.span.end)
    for match in _LINK.finditer(page.text, block.span.start, end if end >= 0 else len(page.text)):
        yield match[1]


def _title_keys(text: str) -> Iterator[str]:
    return (_title_key(match[1]) for match in _QUOTED.finditer(text))


def _title_key(title: str) -> str:
    return f"title {script_key(title.strip())}" if title.strip() else ""


def _address_key(address: str) -> str:
    """Return the form under which spellings of an address count as one."""
    match = _ADDRESS.fullmatch(address.strip())
    return f"address {match[1]}{match[2] or ''}" if match else ""


def _is_later(one: dt.date | None, other: dt.date | None) -> bool:
    return bool(one and other and one > other)
