"""The spellings of a name that count as the same: scripts, width, case, spaces, dashes and middle dots."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

_LEFT_OUT = frozenset(" \u3000·・•‧∙_")
# Most of any line: ASCII but for what is left out, kana, Han, their marks. All that folding changes in these is the case.
_PLAIN = re.compile(r"[!-,./-^`-~、-】ぁ-ゖァ-ヺー\u3400-\u4dbf\u4e00-\u9fff]+")
_PLAIN_OR_NOT = re.compile(f"(?P<plain>{_PLAIN.pattern})|.", re.DOTALL)


def script_variants(form: str) -> frozenset[str]:
    """Return `form` as written in simplified, traditional and Japanese characters."""
    if form.isascii():
        return frozenset({form})
    to_simplified, to_traditional, to_japanese, from_japanese = _converters()
    traditional = from_japanese(form)
    return frozenset(
        {
            form,
            to_simplified(form),
            to_traditional(form),
            to_japanese(to_traditional(form)),
            to_simplified(traditional),
        }
    )


def in_japanese(simplified: str) -> str:
    """Return a Chinese name in Japanese characters: 广东省 is 広東省."""
    _, to_traditional, to_japanese, _ = _converters()
    return str(to_japanese(to_traditional(simplified)))


@cache
def _converters() -> tuple[Any, Any, Any, Any]:
    from opencc import OpenCC

    return tuple(OpenCC(config).convert for config in ("t2s", "s2t", "t2jp", "jp2t"))  # type: ignore[return-value]


def spelling_keys(form: str) -> frozenset[str]:
    """Return the keys of a name in all scripts; two names that share one cannot be told apart in a text."""
    return frozenset(spelling_key(variant)[0] for variant in script_variants(form))


def keys_of_all(forms: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the keys of many names, faster than one by one: a converter is called once for all of them."""
    listed = sorted({form for form in forms if not form.isascii() and "\n" not in form})
    to_simplified, to_traditional, to_japanese, from_japanese = _converters()

    def converted(convert: Any, names: Sequence[str]) -> list[str]:
        return str(convert("\n".join(names))).split("\n")

    in_traditional = converted(to_traditional, listed)
    variants = zip(
        listed,
        converted(to_simplified, listed),
        in_traditional,
        converted(to_japanese, in_traditional),
        converted(to_simplified, converted(from_japanese, listed)),
        strict=True,
    )
    keys = (
        {each[0]: frozenset(spelling_key(variant)[0] for variant in set(each)) for each in variants} if listed else {}
    )
    return {form: keys.get(form) or spelling_keys(form) for form in forms}


class _Folding(dict[int, str]):
    """Code point -> what it is compared as, learned as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _LEFT_OUT or (char != "ー" and unicodedata.category(char) == "Pd"):
            folded = ""
        else:
            folded = char.lower() if char.isascii() else unicodedata.normalize("NFKC", char).lower()
        self[code] = folded
        return folded


_FOLDING = _Folding()


def spelling_key(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` as names are compared, and for each of its characters the offset in `text`.

    Lower case, compatibility forms folded, spaces, dashes and middle dots left out.
    """
    if _PLAIN.fullmatch(text):
        return text.lower(), range(len(text))
    parts: list[str] = []
    positions: list[int] = []
    for match in _PLAIN_OR_NOT.finditer(text):
        part = match.group()
        if match["plain"]:
            parts.append(part.lower())
            positions.extend(range(*match.span()))
        elif folded := _FOLDING[ord(part)]:
            parts.append(folded)
            positions.extend([match.start()] * len(folded))
    return "".join(parts), positions
