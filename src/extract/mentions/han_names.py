"""Names in Han or kana with a tail that only a model has: its size, or how it was tuned (甲乙-7B-Chat, 甲乙2.0-7B, 甲乙-TTS).

The nouns right before the tail are the name. A word of how it was tuned that other names have too (-Pro) proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.lang.language import Language, read_latin_rules
from extract.mentions.latin_names import extended
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameLine
from extract.text import Span

HAN_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff·・]{2,8}$")
"""What may be a name in Han or kana, at the end of a text."""

SIZED = "names.han-and-tail"
"""The rule of these names; one that begins with a known model's name is longer than that."""

_CONFIDENCE = 0.8
_LONGEST_STEM = 6  # characters
_NOUN_TAGS = frozenset({"noun", "name", "rare", "place", "organization", "person", "unknown"})
_VERSION = r" ?[vV]?\d{1,2}(?:\.\d{1,2}){0,2}"
_SIZE = r"\d+(?:\.\d+)?[BbM]"
_MORE = r"(?:[-‑][A-Za-z][A-Za-z0-9]*|[-‑][vV]?\d+(?:\.\d+)*)*(?![A-Za-z0-9-])"


def find_sized(line: NameLine) -> Iterator[Mention]:
    """Yield names in Han or kana with a model's size behind a hyphen, or a way of tuning that only models have."""
    if "-" not in line.text and "‑" not in line.text:
        return
    kinds = line.language.words("names", "introducers")
    joint = re.compile(line.language.any_of("grammar", "joints"))
    for tail in _tail().finditer(line.text):
        start = tail.start()
        for token in reversed(line.tokens if HAN_NAME.match(line.text[start - 2 : start]) else ()):
            if token.start >= tail.start():
                continue
            word = line.text[token.start : token.end]
            if token.end != start or token.tag not in _NOUN_TAGS or word in kinds or is_generic(word, line.language):
                break
            tied = joint.match(word) if token.tag == "unknown" else None
            start = token.start + (tied.end() if tied else 0)
            if tied:
                break
        name = line.text[start : tail.start()]
        if HAN_NAME.fullmatch(name) and (tail["size"] or not _is_of_task(name, line.language)):
            span = Span(start, extended(line.text, tail.end(), line.language))
            yield Mention(span, span.of(line.text), Name((), "model"), SIZED, _CONFIDENCE)


def han_stem(name: str) -> str:
    """Return the Han or kana that a model's name begins with if a version or tail follows, else an empty text: 甲乙 of 甲乙2.0-7B."""
    found = re.match(rf"(?P<stem>[\u3040-\u30ff\u3400-\u9fff·・]{{2,8}})(?:{_tail().pattern}|{_VERSION}$)", name)
    return found["stem"] if found else ""


def behind_stem() -> str:
    """Return the pattern of what must follow such a stem where a document proves it elsewhere: a tail or a version (2.0, -2.0, V2)."""
    return rf"(?:{_tail().pattern}|[ -]?(?:[vV]?\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}|[vV]\d{{1,2}})(?![\d%.]))"


def stem_before(text: str, model: Span, language: Language) -> str:
    """Return the Han or kana right before a model's name in brackets, behind a word for models if one leads to it: 甲 of 大模型甲(Abc).

    Empty if what stands there may be more than a name.
    """
    if text[model.start - 1 : model.start] != "(" or text[model.end : model.end + 1] != ")":
        return ""
    run = re.search(r"[\u3040-\u30ff\u3400-\u9fff·・]+$", text[: model.start - 1].rstrip())
    stem = re.split(language.any_of("names", "model_before"), run[0])[-1] if run else ""
    return stem if 2 <= len(stem) <= _LONGEST_STEM and not is_generic(stem, language) else ""


def is_generic(word: str, language: Language) -> bool:
    """Return whether a word only says of which kind a model is."""
    generic = language.words("names", "generic_modifiers")
    return word in generic or (len(word) > 2 and word.endswith(generic) and word.startswith(generic))


def _is_of_task(name: str, language: Language) -> bool:
    """Return whether words before a way of tuning only say what a model does: 音声認識-ASR."""
    return any(name in task or task in name for task in language.rules["modalities"]["tasks"])


@cache
def _tail() -> re.Pattern[str]:
    rules = read_latin_rules()
    strong = sorted(str(word) for word in rules["variants"] if word not in rules["common_variants"])
    words = "|".join(re.escape(word) for word in sorted(strong, key=len, reverse=True))
    return re.compile(rf"(?:{_VERSION})?[-‑](?:(?P<size>{_SIZE})|(?i:{words})(?![A-Za-z])){_MORE}")
