"""How a name sounds, coarsely, so that ファーウェイ, 华为 and Huawei can be compared.

Kana are romanized by jaconv, Chinese characters read as pinyin by pypinyin; Latin letters are read as English and as
pinyin. What the scripts cannot tell apart is folded (l and r, v and b, f and h, zh and j), and a *skeleton* leaves out the
vowels, which Japanese adds and English hardly writes. It suggests, and proves nothing: many names sound alike.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from extract.ids import name_key

_KANA = re.compile("[\u3041-\u30fa\u30fc-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile("[a-z]")
_VOWELS = str.maketrans("", "", "aiueo")
_TWICE = re.compile(r"([a-z])\1+")
_NO_SOUND = re.compile("[^a-z0-9]")

# Syllables of foreign words (Cabinet notice of 1991 on 外来語) that jaconv spells as two: ウェ is "ue" there.
_FOREIGN = (
    ("ウィ", "wi"),
    ("ウェ", "we"),
    ("ウォ", "wo"),
    ("ティ", "ti"),
    ("トゥ", "tu"),
    ("ディ", "di"),
    ("ドゥ", "du"),
)


class _Folds(NamedTuple):
    """What letters become: first those of `pattern` by `letters` (a group of it gives "s"), then the single ones."""

    pattern: re.Pattern[str]
    letters: Mapping[str, str]
    single: Mapping[int, int]

    def of(self, text: str) -> str:
        return self.pattern.sub(lambda found: "s" if found.lastindex else self.letters[found[0]], text).translate(
            self.single
        )


_ROMAJI = _Folds(re.compile("sh|ts|ch"), {"sh": "s", "ts": "c", "ch": "c"}, str.maketrans("zfvyl", "jhbir"))
_PINYIN = _Folds(
    re.compile("ng(?![aeiou])|zh|ch|sh|w(?=u)|y(?=[iu])"),
    {"ng": "n", "zh": "j", "ch": "c", "sh": "s", "w": "", "y": ""},
    str.maketrans("zqxvfly", "jcsuhri"),
)
_ENGLISH = _Folds(
    re.compile(
        "tion|t?ch|[stp]h|ck|qu(?=[aeio])|q|(c)(?=[eiy])|c|x|^g(?=[ei])|dg|w(?![aeiou])|r(?![aeiouyr])|m(?=[bp])"
    ),
    {"tion": "son", "tch": "c", "ch": "c", "sh": "s", "th": "s", "ph": "h", "ck": "k", "qu": "kw", "q": "k", "c": "k",
     "x": "ks", "g": "j", "dg": "j", "w": "u", "r": "", "m": "n"},
    str.maketrans("zlvfy", "jrbhi"),
)  # fmt: skip
_INITIAL = frozenset("aiueo")
_SHORT = 2
_ALIKE_SHORT, _ALIKE, _ALIKE_PINYIN = 75, 50, 85
_LEAST, _MORE = 0.5, 0.1


class Sound(NamedTuple):
    """One reading of a name.

    Attributes:
        script: ``kana``, ``han``, ``english`` or ``pinyin`` (the two ways to read Latin letters).
        skeleton: its consonants, with a mark for a vowel at the beginning, and its digits.
        whole: with the vowels.
    """

    script: str
    skeleton: str
    whole: str


_PAIRS = frozenset(
    frozenset(pair) for pair in (("kana", "han"), ("kana", "english"), ("kana", "pinyin"), ("han", "pinyin"))
)


def is_latin(name: str) -> bool:
    """Return whether `name` has neither kana nor Chinese characters; it can then sound like names that have some only."""
    return name.isascii() or not (_KANA.search(name) or _HAN.search(name))


def sounds(name: str, *, is_person: bool = False) -> tuple[Sound, ...]:
    """Return the readings of a name; none if it mixes kana with Chinese characters or has too few consonants.

    Args:
        name: as written.
        is_person: read a Chinese name with the family name last, too, as English puts it.
    """
    return tuple(sound for sound in _readings(name_key(name), is_person) if len(sound.skeleton) >= _SHORT)


def likeness(one: Sound, other: Sound) -> float:
    """Return 0.5 to 0.6 for two readings in different scripts that sound alike, else 0."""
    if one.skeleton != other.skeleton or frozenset((one.script, other.script)) not in _PAIRS:
        return 0.0
    alike = fuzz.ratio(one.whole, other.whole)
    if {one.script, other.script} == {"han", "pinyin"}:
        least = _ALIKE_PINYIN
    else:
        least = _ALIKE_SHORT if len(one.skeleton) == _SHORT else _ALIKE
    return _LEAST + _MORE * alike / 100 if alike >= least else 0.0


def _readings(key: str, is_person: bool) -> Iterator[Sound]:
    if _KANA.search(key):
        if not _HAN.search(key):
            yield _sound("kana", _ROMAJI.of(_romanized(key)))
    elif _HAN.search(key):
        syllables = [_syllable(char) for char in key]
        yield _sound("han", "".join(syllables))
        if is_person and len(syllables) > 1:
            yield _sound("han", "".join((*syllables[1:], syllables[0])))
    elif _LATIN.search(key):
        yield _sound("english", _ENGLISH.of(key))
        yield _sound("pinyin", _PINYIN.of(key))


def _sound(script: str, text: str) -> Sound:
    whole = _TWICE.sub(r"\1", _NO_SOUND.sub("", text))
    return Sound(script, ("a" if whole[:1] in _INITIAL else "") + whole.translate(_VOWELS), whole)


def _romanized(key: str) -> str:
    import jaconv

    text = jaconv.hira2kata(key)
    for kana, letters in _FOREIGN:
        text = text.replace(kana, letters)
    # Latin letters in it (チャットGLM) are read as English; jaconv leaves them alone.
    return str(jaconv.kata2alphabet(text)).replace("-", "").replace("l", "r")


@cache
def _syllable(char: str) -> str:
    return _PINYIN.of(str(_pypinyin().lazy_pinyin(char)[0])) if _HAN.match(char) else char


@cache
def _pypinyin() -> Any:
    """Import pypinyin without its phrases: they take twice the time of everything else, and names are none."""
    switch = "PYPINYIN_NO_PHRASES"
    before = os.environ.get(switch)
    os.environ[switch] = "true"
    try:
        import pypinyin
    finally:
        if before is None:
            del os.environ[switch]
    return pypinyin
