"""spaCy Docs over our tokens: the text is whole, tokens stand where they stand, sentences end at their marks."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.spacy_docs import pipeline
from extract.text import clean

LANGUAGES = st.sampled_from(["ja", "zh"])
PIECES = st.sampled_from(
    [
        "悟道",
        "3.0",
        "を公開した",
        "发布",
        "。",
        "！",
        "」",
        "「",
        "GPT-4",
        " is ",
        "here",
        "\n",
        "ー",
        "𠮷",
        "①",
        "\ue000",
        "  ",
        "é",
        ";",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [
        ("ja", "悟道3.0を公開した。GPT-4 is here!", ["悟道3.0を公開した。", "GPT-4 is here!"]),
        ("ja", "「公開した。」と述べた。次は?未定", ["「公開した。」", "と述べた。", "次は?", "未定"]),
        ("zh", "悟道3.0已发布。它开源吗?是的", ["悟道3.0已发布。", "它开源吗?", "是的"]),
        ("zh", "前半句;后半句", ["前半句;", "后半句"]),
    ],
)
def test_sentences(code, text, sentences):
    doc = pipeline(code)(text)
    starts = [sentence.start_char for sentence in doc.sents]
    assert [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)] == sentences


@given(LANGUAGES, TEXTS)
@example("ja", "0\r¨")
def test_a_doc_is_the_cleaned_text(code, raw):
    text = clean(raw).text
    doc = pipeline(code)(text)
    assert doc.text.rstrip() == text.rstrip()
    for token in doc:
        assert text[token.idx : token.idx + len(token.text)] == token.text


def test_japanese_tokens_have_a_part_of_speech_and_a_lemma():
    tokens = {token.text: token for token in pipeline("ja")("モデルを公開した")}
    assert tokens["を"].pos_ == "ADP"
    assert tokens["公開"].pos_ == "NOUN"
    assert tokens["し"].lemma_ == "する"


def test_an_empty_text_has_no_tokens():
    assert len(pipeline("ja")("")) == 0
