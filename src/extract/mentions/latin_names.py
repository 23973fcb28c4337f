"""Names in Latin letters by their form alone: ``Xyz-7B-Chat``, ``chat-abc-2_5-20b``, ``XyzLM2.5``, ``Abc-Bench``.

Nothing here knows a name. The parts between hyphens say what a token is: a size or a way of tuning is a model's, ``bench`` or
``data`` at the end is no model's. What has the look of a name and nothing more is a candidate that its surroundings must prove.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from extract.lang.language import Language, read_latin_rules
from extract.text import Span

# A run of letters, digits and what joins them; `/` parts an owner, alternatives or a path. A colon between Latin words joins
# them (og:title), one behind another script only parts.
# A name may begin with digits if a word of a name follows them (360Abc-7B).
_RUN = re.compile(
    r"(?<![A-Za-z0-9_@./\-‑])(?<![A-Za-z_@./\-]:)(?:[A-Za-z]|(?=\d{1,4}[A-Z][A-Za-z]{2,}[-‑])\d)"
    r"[A-Za-z0-9_.\-‑+/]*[A-Za-z0-9+](?![A-Za-z0-9@]|://)"
)
_NUMBERED_WORD = re.compile(r"\d{1,4}[A-Z][A-Za-z]{2,}[-‑]")
_PIECE = re.compile(r"[^/]+")
_PART = re.compile(r"[-‑_]")
_SIZE = re.compile(r"\d+(?:[._]\d+)?(?:[xX]\d+(?:\.\d+)?)?[BbM]|a\d+(?:\.\d+)?b", re.ASCII)
_SIZE_IN = re.compile(
    r"(?:^|[-‑_]|(?<=[A-Za-z]))\d+(?:[._]\d+)?(?:[xX]\d+(?:\.\d+)?)?[Bb](?=$|[-‑_])|[-‑_]\d+[Mm](?=$|[-‑_])"
)
_NUMBERED = re.compile(r"\d_\d|[-_]\d+(?:[._]\d+)?[Bb]_|\d[Bb]$|[a-z]\d_")
_ATTRIBUTE = re.compile(r"[A-Za-z][a-z]*\.[a-z_]+")  # doc.data
_NUMBER = re.compile(r"[vV]?\d+(?:[._]\d+)*[a-z]?")
_TRAILING_VERSION = re.compile(r"[-_ ]?[vV]?\d+(?:[._]\d+)*[a-z]?$")
# Behind a name with a space between them: a version, a size, a way of tuning (`Abc 2.5 27B Instruct`). A lone digit is no
# version before what it counts, which hiragana does only in the counters of the rules.
_SPACED = (
    r" (?:[vV]?\d+(?:\.\d+)+|[vV]\d+|\d+(?:\.\d+)?[BbM](?![A-Za-z])|[1-9](?![\d.,:%])"
    r"(?! ?(?:[^\x00-\x7f\u3041-\u3096]|{counters}))|{words})(?![A-Za-z0-9_%])"
)
SURE, LIKELY = 0.9, 0.75
_TOKENS = 1 << 16  # whose form is remembered: a page repeats its names


class Form(NamedTuple):
    """What a token looks like.

    Attributes:
        span: where it stands.
        text: the token.
        entity_type: ``model`` or ``product`` where its form proves it, else empty.
        confidence: how sure that is; 0 for a candidate.
        rule: what proves it.
    """

    span: Span
    text: str
    entity_type: str = ""
    confidence: float = 0.0
    rule: str = ""


@cache
def _words(key: str) -> frozenset[str]:
    rules: dict[str, Any] = read_latin_rules()
    return frozenset(str(word) for word in rules[key])


@cache
def _spaced(counters: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted(word for word in _words("variants") if word.isalpha() and len(word) > 2)
    forms = "|".join(f"(?i:{word})" for word in (*words, "it"))
    counted = "|".join(map(re.escape, counters)) or "(?!)"
    return re.compile(_SPACED.replace("{words}", f"(?:{forms})").replace("{counters}", counted))


def latin_forms(text: str) -> Iterator[Form]:
    """Yield the tokens of `text` that could be names, in order, each with what its form proves.

    A path, an address or a file yields nothing; of ``owner/name`` only the name, where its form proves a model; alternatives
    such as ``Abc-7B/Abc-13B`` are tokens each.
    """
    for run in _RUN.finditer(text):
        written = run.group()
        pieces = (
            [(each.start(), each.group()) for each in _PIECE.finditer(written)] if "/" in written else [(0, written)]
        )
        if len(pieces) > 3 or _is_file(written):
            continue
        forms = []
        for start, piece in pieces:
            token = piece.rstrip("._-‑+")
            if token and (token[0].isalpha() or _NUMBERED_WORD.match(token)):
                forms.append(_form(token, run.start() + start))
        if len(forms) > 1 and not all(form.entity_type for form in forms):
            forms = [form for form in forms[1:] if form.entity_type == "model"]
        yield from forms


def extended(text: str, end: int, language: Language) -> int:
    """Return where a model's name ends whose token ends at `end`, with what is written behind a space (`Abc 2.5 Instruct`)."""
    spaced = _spaced(language.words("names", "kana_counters"))
    while more := spaced.match(text, end):
        end = more.end()
    return end


def stem_of(name: str) -> str:
    """Return what is left of a model's name without sizes, ways of tuning and versions at its end; empty if nothing is.

    ``Xyz2.5-7B-Chat-1M`` gives ``Xyz``; a name that is one already is its own stem.
    """
    stem = name
    while parts := _PART.split(stem):
        last = parts[-1].casefold()
        if len(parts) > 1 and (last in _words("variants") or _NUMBER.fullmatch(last) or _SIZE.fullmatch(parts[-1])):
            stem = stem[: len(stem) - len(last) - 1]
            continue
        break
    stem = _TRAILING_VERSION.sub("", stem) or stem
    letters = sum(char.isalpha() for char in stem)
    return stem if letters >= 2 and stem.casefold() not in _words("none") else ""


@lru_cache(maxsize=_TOKENS)
def is_no_name(token: str) -> bool:
    """Return whether a token is a word, a licence or a number with letters, and no name by itself."""
    folded = token.casefold()
    parts = _PART.split(folded)
    return (
        folded in _words("none")
        or parts[0] in _words("licences")
        or all(part in _words("none") or part in _words("variants") or part.isdigit() for part in parts)
    )


def may_be_member(token: str) -> bool:
    """Return whether a token has the form of one of a family of things: Xyz-Pro, Xyz-1.5, Xyz-v2."""
    parts = [part for part in _PART.split(token) if part]
    last = parts[-1].casefold() if len(parts) > 1 else ""
    return bool(last and (last in _words("variants") or _NUMBER.fullmatch(last))) and bool(stem_of(token))


@lru_cache(maxsize=_TOKENS)
def may_be_tuned(token: str) -> bool:
    """Return whether a token in small letters ends with what only models are: abc-reranker-base, abc-chat."""
    parts = [part for part in _PART.split(token.casefold()) if part]
    strong = any(part in _words("variants") and part not in _words("common_variants") for part in parts[1:])
    return strong and parts[0].isalpha() and bool(stem_of(token))


def makes_adjective(rest: str) -> bool:
    """Return whether what goes on a name makes an adjective of it: the ``-based`` of Xyz-based."""
    return rest.lstrip("-_.‑").casefold() in _words("adjectives")


def _form(token: str, start: int) -> Form:
    span = Span(start, start + len(token))
    kind, confidence, rule = _kind(token)
    return Form(span, token, kind, confidence, rule)


@lru_cache(maxsize=_TOKENS)
def _kind(token: str) -> tuple[str, float, str]:
    if is_no_name(token):
        return "", 0.0, ""
    parts = [part for part in _PART.split(token.casefold()) if part]
    tail = re.split(r"[-‑_.]", token.casefold())[-1]
    if "_" in token and not _NUMBERED.search(token):  # a variable or a file, unless `2_5` or `8b_` says otherwise
        if tail in _words("product_tails") and token[-len(tail)].isupper() and token[0].isupper():
            return "product", LIKELY, "names.product-ending"
        return "", 0.0, ""
    if (
        tail in _words("product_tails")
        and len(token) > len(tail)
        and (tail == "cpp" or not _ATTRIBUTE.fullmatch(token))
    ):
        return "product", LIKELY, "names.product-ending"
    if token.casefold().endswith(("bench", "eval")) and token[0].isupper() and len(token) > 6:
        return "product", LIKELY, "names.product-ending"
    if _SIZE_IN.search(token) and len(parts) > 1:
        return "model", SURE, "names.model-with-size"
    variants = [part for part in parts[1:] if part in _words("variants")]
    if variants:
        strong = any(part not in _words("common_variants") for part in variants)
        others = [part for part in _PART.split(token) if part.casefold() not in _words("variants")]
        named = any(char.isupper() for part in others for char in part) or any(char.isdigit() for char in parts[0])
        numbered = any(char.isdigit() for part in others for char in part)
        if strong and (named or numbered):
            return "model", LIKELY + 0.05, "names.model-with-variant"
        if named and numbered:
            return "model", LIKELY, "names.model-with-variant"
    if _has_model_word(parts, token):
        return "model", LIKELY, "names.model-word"
    return "", 0.0, ""


def _has_model_word(parts: list[str], token: str) -> bool:
    for part in parts:
        bare = re.sub(r"[\d._]+[a-z]?$", "", part)
        if bare in _words("model_words") and len(parts) + any(char.isdigit() for char in part) > 1:
            return True
        # An architecture, and software that serves models, bear such names.
        if bare.endswith(("transformer", "transformers")) or (bare.endswith("llm") and len(bare) <= len("llm") + 1):
            continue
        ends = any(bare.endswith(word) and len(bare) > len(word) + 1 for word in _words("model_endings"))
        if ends and any(char.isupper() for char in token[1:]):
            return True
        if any(bare.startswith(word) and len(word) > 3 for word in _words("model_words")):
            return True
        if any(word in bare and bare != word for word in _words("model_stems")):
            return any(char.isupper() for char in token)
    return token.casefold() in _words("model_stems") and token[0].isupper()


def _is_file(run: str) -> bool:
    if "." not in run and run[0] not in "hHwW":
        return False
    folded = run.casefold()
    ending = folded.rpartition(".")[2] if "." in folded else ""
    is_project = ending in {"cpp", "c", "h"} and "/" not in run  # `abc.cpp` names one as often as a file
    return folded.startswith(("http", "www")) or (ending in _words("files") and not is_project)
