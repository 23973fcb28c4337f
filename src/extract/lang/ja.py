"""Japanese tokens from SudachiPy."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from extract.lang.chunks import chunks
from extract.lang.language import Token

# Sudachi's first part of speech -> Universal POS; what is not listed is X.
_POS = {
    "名詞": "NOUN",
    "代名詞": "PRON",
    "動詞": "VERB",
    "形容詞": "ADJ",
    "形状詞": "ADJ",
    "副詞": "ADV",
    "連体詞": "DET",
    "接続詞": "CCONJ",
    "感動詞": "INTJ",
    "助詞": "ADP",
    "助動詞": "AUX",
    "接頭辞": "NOUN",
    "接尾辞": "NOUN",
    "記号": "SYM",
    "補助記号": "PUNCT",
    "空白": "SPACE",
}
# What a proper noun names by Sudachi's third part, and other words by their Universal POS.
_NAMES = {"人名": "person", "地名": "place"}
_TAGS = {
    "NOUN": "noun",
    "NUM": "number",
    "VERB": "verb",
    "ADJ": "adjective",
    "PUNCT": "mark",
    "SYM": "mark",
    "X": "unknown",
}
# Part of speech and tag by the number that the dictionary has for its parts of speech, learned as they are met.
_PARTS: dict[int, tuple[str, str]] = {}
_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(ord("ァ"), ord("ヶ") + 1)}
_local = threading.local()


@cache
def _dictionary() -> Any:
    import sudachipy

    return sudachipy.Dictionary()


def _tokenizer() -> Any:
    """Return this thread's tokenizer: one may not be used by two threads at once."""
    if not hasattr(_local, "tokenizer"):
        import sudachipy

        # Mode B parts a company from its suffix (アリババ | グループ) and keeps words such as 人工知能 whole.
        _local.tokenizer = _dictionary().tokenizer(mode=sudachipy.SplitMode.B)
    return _local.tokenizer


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a sentence or line; offsets are code points, white space and empty tokens are left out."""
    tokens = []
    for offset, chunk in chunks(text):
        for morpheme in _tokenizer().tokenize(chunk):
            begin = morpheme.begin()
            written = chunk[begin : morpheme.end()]
            surface = written.strip()  # a space and an accent behind it are one morpheme
            if surface:
                part = morpheme.part_of_speech_id()
                pos, tag = _PARTS.get(part) or _part(morpheme)
                if tag == "noun" and morpheme.is_oov():
                    tag = "unknown"
                start = offset + begin + (written.index(surface) if surface is not written else 0)
                tokens.append(Token(surface, start, pos, morpheme.dictionary_form(), tag))
    return tokens


def reading(text: str) -> str:
    """Return the hiragana in which a few words are read; what the dictionary does not have is left as it is."""
    read = "".join(morpheme.reading_form() for morpheme in _tokenizer().tokenize(text))
    return read.translate(_HIRAGANA)


def _part(morpheme: Any) -> tuple[str, str]:
    """Return part of speech and tag of a morpheme, and keep them by the number of its part of speech."""
    part, detail, kind, *_ = morpheme.part_of_speech()
    pos = "PROPN" if detail == "固有名詞" else "NUM" if detail == "数詞" else _POS.get(part, "X")
    tag = _NAMES.get(kind, "name") if pos == "PROPN" else _TAGS.get(pos, "function")
    _PARTS[morpheme.part_of_speech_id()] = pos, tag
    return pos, tag
