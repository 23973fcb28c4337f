"""The names of licences: known ones in any way of writing their parts, and new ones by the words that they end with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.lang.language import Language
from extract.mentions.names import LICENCE, NameFinder
from extract.text import Span

_PART = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)*|[-_.,()+/\[\]%20 ]")
_NOISE = frozenset({"license", "licence", "licenses", "licences", "agreement", "version", "the", "v", "gnu", "meta"})
_LICENCE = frozenset({"license", "licence", "licenses", "licences"})
_GENERIC = frozenset(
    {"model", "models", "code", "data", "dataset", "weight", "weights", "community", "open", "source", "software",
     "commercial", "research", "use", "non", "a", "an", "this", "under", "our", "see", "and", "or", "of", "for", "mit",
     "terms", "public", "free"}
)  # fmt: skip
_MOST_PARTS = 22  # of one name, spaces and marks between its words counted
_LONGEST_NEW = 40  # characters


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence named in a text; `candidates` is the id of the known one, empty for a name that no file has."""

    span: Span
    candidates: tuple[str, ...]
    says_so: bool  # whether the name itself holds the word


class LicenceNames:
    """Finds the names of licences.

    Args:
        finder: knows the entities.
    """

    def __init__(self, finder: NameFinder) -> None:
        self._finder = finder

    def find(self, text: str, language: Language) -> list[Licence]:
        """Return the licences that a text names, in order, none overlapping another."""
        keys, bare, other = _vocabulary(self._finder)
        found = [Licence(Span(*match.span()), (keys[_key(match[0])],), True) for match in other.finditer(text)]
        position, nouns = 0, re.compile(rf"\s?{language.any_of('licences', 'ends')}")
        parts = [(match[0], Span(*match.span())) for match in _PART.finditer(text)]
        for first, (word, span) in enumerate(parts):
            if span.start < position or not word[0].isalnum() or any(each.span.overlaps(span) for each in found):
                continue
            licence = self._at(parts[first : first + _MOST_PARTS], keys, bare, nouns, text)
            if licence:
                found.append(licence)
                position = licence.span.end
        found.extend(self._new(text, language, [each.span for each in found]))
        return sorted(found, key=lambda each: each.span)

    def named(self, text: str) -> tuple[str, ...]:
        """Return the id of the known licence that a whole text is the name of, nothing if it is none."""
        known = _vocabulary(self._finder)[0].get(_key(text))
        return (known,) if known else ()

    @staticmethod
    def _at(
        parts: list[tuple[str, Span]], keys: dict[str, str], bare: frozenset[str], nouns: re.Pattern[str], text: str
    ) -> Licence | None:
        """Return the known licence whose name begins with the first of some parts, the longest one."""
        best: Licence | None = None
        key, words = "", set()
        for number, (word, span) in enumerate(parts):
            if number and parts[number - 1][1].end != span.start:
                break
            key += _key(word)
            words.add(word.casefold())
            says_so = bool(words & _LICENCE) or nouns.match(text, span.end) is not None
            if word[0].isalnum() and key in keys and (says_so or key in bare):
                best = Licence(Span(parts[0][1].start, span.end), (keys[key],), says_so)
        return best

    def _new(self, text: str, language: Language, known: list[Span]) -> Iterator[Licence]:
        """Yield the names that no file has: Latin words before "License", quoted or linked words before such a noun."""
        nouns = language.any_of("licences", "ends")
        quoted = rf"[《「『“](?P<quoted>[^《》「」『』“”]{{2,{_LONGEST_NEW}}}?{nouns})[》」』”]"
        ending = r"(?:LICEN[SC]E|Licen[sc]e)(?: AGREEMENT| Agreement)?(?: [vV]?\d+(?:\.\d+)*)?"
        latin = rf"(?P<latin>(?:[A-Z][A-Za-z0-9.+]*[ -]){{1,6}}{ending})"
        for match in re.finditer(rf"{quoted}|{latin}", text):
            group = "quoted" if match["quoted"] else "latin"
            span = Span(*match.span(group))
            words = [
                word for word in re.findall(r"[A-Za-z]+", match[group]) if word.casefold() not in _NOISE | _GENERIC
            ]
            if match["quoted"]:
                bare = re.sub(f"{nouns}|{language.any_of('licences', 'generic')}|[A-Za-z]", "", match["quoted"])
                words += re.findall(r"\w{2,}", bare)
            if words and not any(span.overlaps(each) for each in known):
                yield Licence(span, (), True)


@lru_cache(maxsize=4)
def _vocabulary(finder: NameFinder) -> tuple[dict[str, str], frozenset[str], re.Pattern[str]]:
    """Return the id by the key of each name, the keys that need no word such as License, a pattern of those with other letters."""
    keys: dict[str, str] = {}
    bare: set[str] = set()
    for entity in finder.entities(LICENCE):
        for form in entity.surface_forms():
            keys.setdefault(_key(form), entity.entity_id)
            if not _LICENCE & set(re.findall("[a-z]+", form.casefold())):
                bare.add(_key(form))
    other = sorted((key for key in keys if not key.isascii()), key=lambda key: (-len(key), key))
    pattern = "|".join(r"[\s.·・()-]?".join(map(re.escape, key)) + r"(?:\.0)?" for key in other) or "(?!)"
    return keys, frozenset(bare), re.compile(pattern, re.IGNORECASE)


def _key(text: str) -> str:
    """Return what ways of writing one name share: the letters and digits without "License", "Version" and a last ".0"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    parts = re.findall(r"[a-z]+|\d+(?:\.\d+)*|\+|[^\x00-\x7f]", folded)
    return "".join(re.sub(r"\.0$", "", part) for part in parts if part not in _NOISE)
