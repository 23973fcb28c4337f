"""spaCy pipelines over our own tokens: a Doc for a statement, with parts of speech, lemmas and sentence starts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language as SpacyLanguage
from spacy.tokens import Doc

from extract.lang.language import load_language
from extract.text import sentence_spans

if TYPE_CHECKING:
    from extract.lang.language import Token


@cache
def pipeline(code: str) -> SpacyLanguage:
    """Return the pipeline of a language: its segmenter as tokenizer, then the component ``shutten_sentences``.

    A user's own components can be added to it; they see Sudachi's or jieba's tokens.

    Args:
        code: ``ja`` or ``zh``.
    """
    nlp = spacy.blank("xx")
    language = load_language(code)

    def tokenizer(text: str) -> Doc:
        return _doc(nlp, text, language.tokenize(text))

    nlp.tokenizer = tokenizer
    nlp.add_pipe("shutten_sentences")
    return nlp


def _doc(nlp: SpacyLanguage, text: str, tokens: list[Token]) -> Doc:
    """Return the Doc of cleaned text, in which white space is single spaces and none stands at the start."""
    return Doc(
        nlp.vocab,
        words=[token.text for token in tokens],
        spaces=[text[token.start + len(token.text) :][:1] == " " for token in tokens],
        pos=[token.pos for token in tokens],
        tags=[token.tag for token in tokens],
        lemmas=[token.lemma for token in tokens],
    )


@SpacyLanguage.component("shutten_sentences")
def set_sentences(doc: Doc) -> Doc:
    """Begin a sentence after each full stop, question mark, exclamation mark or semicolon and what closes it."""
    starts = {sentence.start for sentence in sentence_spans(doc.text)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc
