"""Chinese tokens from jieba."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from extract.lang.chunks import chunks
from extract.lang.language import Token

# The first letters of the dictionary's parts of speech; the longest that fits decides, what is not listed is a function word.
_TAGS = {
    "nr": "person",
    "ns": "place",
    "nt": "organization",
    "nz": "name",
    "n": "noun",
    "vn": "noun",
    "an": "noun",
    "b": "noun",
    "g": "noun",
    "i": "noun",
    "j": "noun",
    "l": "noun",
    "s": "noun",
    "v": "verb",
    "a": "adjective",
    "z": "adjective",
    "t": "time",
    "m": "number",
    "x": "mark",
}
_COMMON = 3  # digits of the count of a noun that is common


@cache
def _segmenter() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    segmenter.initialize()
    return segmenter


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a sentence or line; offsets are code points, white space is left out.

    jieba's part-of-speech tagger is four times slower than its segmenter, so `pos` is ``X`` but for numbers and
    punctuation, and `tag` what the dictionary says of the word wherever it stands.
    """
    tokens, tags = [], _tags()
    for offset, chunk in chunks(text):
        start = offset
        for word in _segmenter().cut(chunk):
            if not word.isspace():
                pos = _pos(word)
                tag = "number" if pos == "NUM" else "mark" if pos == "PUNCT" else tags.get(word, "unknown")
                tokens.append(Token(word, start, pos, word, tag))
            start += len(word)  # the words are the whole of the text
    return tokens


@cache
def _tags() -> dict[str, str]:
    """Return what the segmenter's dictionary says of each of its words."""
    with _segmenter().get_dict_file() as file:
        parts = file.read().decode("utf-8").split()
    names = {part: _TAGS.get(part[:2], _TAGS.get(part[:1], "function")) for part in set(parts[2::3])}
    tags = dict(zip(parts[::3], map(names.__getitem__, parts[2::3]), strict=True))
    for word, count, part in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if part == "n" and len(count) < _COMMON:
            tags[word] = "rare"
    return tags


def _pos(word: str) -> str:
    if word[0].isdecimal():
        return "NUM"
    return "X" if any(char.isalnum() for char in word) else "PUNCT"
