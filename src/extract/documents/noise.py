"""What web pages put into the middle of a sentence: readings in brackets, marks of references, remarks of the site.

Such a range is no part of what the sentence says. It stays in the page's text and becomes markup, so that a name which it
interrupts is whole and every offset stays true.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from extract.text import Span

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007"
_BEHIND_HAN = re.compile(
    rf"(?<=[{_HAN}])[*_`]{{0,3}}(?P<bracket>[ \u3000]?(?:\((?P<half>[^()\n]{{1,60}})\)|（(?P<full>[^（）\n]{{1,60}})）))"
)
_HAN_RUN = re.compile(rf"[{_HAN}]+\Z")
_LONGEST_RUN = 24
_HIRAGANA = re.compile(r"[\u3041-\u3096\u30fc\u30fb \u3000]+")
_BOPOMOFO = re.compile(r"[\u3105-\u312f\u31a0-\u31bf\u02ca\u02c7\u02cb\u02d9\u02c9 \u3000]+")
_KANA_OF_HAN = 5  # of one character at most: うけたまわ(る) is the longest reading of 承
# Hanyu Pinyin (ISO 7098): every syllable, tones aside. A few that the table of initials and finals allows do not exist.
_SYLLABLE = (
    "(?:[bpm](?:i(?:ao|an|ng|n|e)?|ei|en|eng|a(?:ng|n|i|o)?|o|u)|m(?:e|ou|iu)|pou|f(?:a(?:ng|n)?|ei|eng|en|o|ou|u)"
    "|[dtnl](?:a(?:ng|n|i|o)?|ei|e(?:ng|n)?|i(?:ang|ao|an|a|ng|n|u|e)?|o(?:ng|u)|u(?:an|o|i|n)?|[üv]e?|o)"
    "|[gkh](?:a(?:ng|n|i|o)?|ei|e(?:ng|n)?|o(?:ng|u)|u(?:ang|ai|an|a|o|i|n)?)"
    "|[jqx](?:i(?:ang|ao|an|a|ong|ng|n|u|e)?|[uü](?:an|e|n)?)"
    "|[zcs]h?(?:a(?:ng|n|i|o)?|ei|e(?:ng|n)?|i|o(?:ng|u)|u(?:ang|ai|an|a|o|i|n)?)"
    "|r(?:a(?:ng|n|o)|e(?:ng|n)?|i|o(?:ng|u)|u(?:an|a|o|i|n)?)"
    "|y(?:a(?:ng|n|o)?|e|i(?:ng|n)?|o(?:ng|u)?|u(?:an|e|n)?)|w(?:a(?:ng|n|i)?|ei|e(?:ng|n)|o|u)"
    "|a(?:ng|n|i|o)?|e(?:ng|n|i|r)?|ou?)"
)
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
_TONE_DIGIT = re.compile(r"(?<=[a-zü])[1-5](?![0-9])")
_REFERENCE = re.compile(
    r"(?<=[^\s|\[\]])(?:\\?\[\d{1,3}(?:\s?[-–—,，、]\s?\d{1,3}){0,4}\\?\])+(?![(\[:：])"  # [1] behind a word, no link
    rf"|(?<=[{_HAN}\u3040-\u30ff」』”》)）。，、])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{{1,2}}(?![\u00b9\u00b2\u00b3\u2070-\u2079])"
)
_RUBY = re.compile(r"<(r[tp])\b[^<>]*>[^<>]{0,60}(?:</\1\s*>)?", re.IGNORECASE)  # in HTML; Markdown may hold it
_OPEN, _CLOSE = r"[(（\[【［〔<＜「]", r"[)）\]】］〕>＞」]"


class Noise:
    """Finds the noise of one language's web pages.

    Args:
        rules: the section ``asides`` of the language's rules.
    """

    def __init__(self, rules: Mapping[str, Any]) -> None:
        remarks = _alternatives(rules["remarks"])
        self._remark = re.compile(
            rf"{_OPEN}\s?(?:{remarks})[^()（）\[\]【】［］〔〕「」\n]{{0,60}}{_CLOSE}", re.IGNORECASE
        )
        self._no_readings = frozenset(map(str, rules["no_readings"]))

    def spans(self, text: str) -> Iterator[Span]:
        """Yield the ranges of a page's text that say nothing, in no order."""
        for match in _BEHIND_HAN.finditer(text):
            inside = match["half"] or match["full"]
            run = _HAN_RUN.search(text, max(0, match.start() - _LONGEST_RUN), match.start())
            if run and self._is_reading(inside, len(run[0])):
                yield Span(*match.span("bracket"))
        for pattern in (_REFERENCE, _RUBY, self._remark):
            yield from (Span(*match.span()) for match in pattern.finditer(text))

    def _is_reading(self, inside: str, characters: int) -> bool:
        """Return whether what stands in brackets behind so many Han characters tells how they are read."""
        if _HIRAGANA.fullmatch(inside):
            bare = inside.replace(" ", "").replace("\u3000", "").replace("・", "")
            return 2 <= len(bare) <= _KANA_OF_HAN * characters and bare not in self._no_readings
        if _BOPOMOFO.fullmatch(inside):
            return True
        return is_pinyin(inside, characters)


def is_pinyin(words: str, characters: int) -> bool:
    """Return whether Latin letters are the pinyin of so many Han characters, or of the last of them.

    Letters without tones are pinyin only where syllables stand apart in lower case, one for each character: a name in
    letters (``Baidu``) is another name.
    """
    folded, toned = _without_tones(words.strip())
    parts = re.split(r"[\s'’·-]+", folded.casefold())
    if not all(part.isalpha() for part in parts):
        return False
    counts = [_syllables(part) for part in parts]
    if not all(counts):
        return False
    if toned:
        return any(count <= characters for count in _sums(counts))
    return len(parts) == characters and len(parts) > 1 and folded.islower() and all(1 in count for count in counts)


@cache
def _syllables(part: str) -> frozenset[int]:
    """Return the numbers of syllables that a word may be read as; none if it is no pinyin."""
    ways: dict[int, set[int]] = {0: {0}}
    for start in range(len(part)):
        for length in range(1, 7) if start in ways else ():
            if start + length <= len(part) and _is_syllable(part[start : start + length]):
                ways.setdefault(start + length, set()).update(count + 1 for count in ways[start])
    return frozenset(ways.get(len(part), ()))


@cache
def _is_syllable(letters: str) -> bool:
    return bool(re.fullmatch(_SYLLABLE, letters))


def _sums(counts: list[frozenset[int]]) -> set[int]:
    """Return the numbers of syllables that all words together may have."""
    sums = {0}
    for count in counts:
        sums = {one + other for one in sums for other in count}
    return sums


def _without_tones(words: str) -> tuple[str, bool]:
    """Return letters without the marks or digits of tones, and whether there were any."""
    parted = unicodedata.normalize("NFD", words)
    bare = unicodedata.normalize("NFC", "".join(char for char in parted if char not in _TONES))
    spelled = _TONE_DIGIT.sub("", bare)
    return spelled, bare != unicodedata.normalize("NFC", words) or spelled != bare


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(str(word)) for word in sorted(map(str, words), key=lambda word: (-len(word), word)))
