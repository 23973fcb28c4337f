"""What a language gives: rules with the same keys in each file, and tokens that stand where they say."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import ShuttenError
from extract.lang.language import LANGUAGES, load_language, read_rules

# Keys below these are words or values of the language, not names of rules.
VALUES = {
    "digits", "tens", "small", "large", "percent", "percent_parts", "multiples", "currencies", "durations", "measures",
    "nouns", "eras", "year", "fiscal", "month", "day", "per", "per_after", "same", "bounds_before", "bounds_after",
    "bounds_before_place", "spoken", "halves", "subunits", "multiple", "unit_spellings", "letters", "coins", "half", "half_of_year", "season", "part", "relative",
    "before", "half_units",
}  # fmt: skip


def shape(rules: object, path: str = "") -> set[str]:
    if not isinstance(rules, dict) or not rules or path.rsplit(".", 1)[-1] in VALUES:
        return {path}
    if not all(str(key).isascii() and str(key).isidentifier() for key in rules):
        return {path}  # words of the language
    return {each for key, value in rules.items() for each in shape(value, f"{path}.{key}")}


def test_both_languages_have_the_same_rules():
    japanese, chinese = (shape(read_rules(code)) for code in LANGUAGES)
    assert japanese == chinese


def test_words_are_given_longest_first():
    words = load_language("ja").words("names", "introducers")
    assert list(words) == sorted(words, key=lambda word: (-len(word), word))
    assert len(words) > 3


@pytest.mark.parametrize("code", ["en", "", "../ja"])
def test_another_language_is_refused(code):
    with pytest.raises(ShuttenError, match="ja, zh"):
        read_rules(code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_read_once(code):
    assert load_language(code) is load_language(code)


def test_japanese_tokens_have_part_of_speech_and_lemma():
    tokens = {token.text: token for token in load_language("ja").tokenize("新しいモデルを公開した")}
    assert (tokens["モデル"].pos, tokens["を"].pos, tokens["新しい"].pos) == ("NOUN", "ADP", "ADJ")
    assert tokens["し"].lemma == "する"


def test_japanese_numbers_and_proper_names():
    tokens = {token.text: token.pos for token in load_language("ja").tokenize("百度は東京で3社と提携した")}
    assert tokens["3"] == "NUM"
    assert tokens["東京"] == "PROPN"


def test_chinese_tokens_are_words():
    tokens = load_language("zh").tokenize("北京智源研究院发布了3个模型。")
    assert "北京" in [token.text for token in tokens]
    assert {token.text: token.pos for token in tokens}["3"] == "NUM"
    assert tokens[-1].pos == "PUNCT"


@given(st.sampled_from(LANGUAGES), st.text(alphabet="悟道をのモデル发布。、 3.0GPT-𠮷\u3000\ufeffé\n「」", max_size=80))
def test_tokens_stand_where_they_say_and_cover_all_but_space(code, text):
    position, left = 0, ""
    for token in load_language(code).tokenize(text):
        assert token.start >= position
        assert text[token.start : token.start + len(token.text)] == token.text
        assert token.text.strip()
        left += text[position : token.start]
        position = token.start + len(token.text)
    assert not (left + text[position:]).strip(" \n\u3000")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_beyond_the_segmenters_limit(code):
    text = "このモデルは大きい。发布模型。" * 4000
    tokens = load_language(code).tokenize(text)
    assert text[tokens[-1].start :] == tokens[-1].text == "。"


def test_threads_share_no_tokenizer():
    language = load_language("ja")
    expected = language.tokenize("新しいモデルを公開した")
    found, faults = [], []

    def run() -> None:
        try:
            found.extend(language.tokenize("新しいモデルを公開した") == expected for _ in range(50))
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert found == [True] * 200
