"""Cleaned text: what is folded, dropped and joined, and that every cleaned character knows its raw ones."""

import itertools
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from extract.text import Span, clean, is_wide, sentence_spans

ALPHABET = "悟道、。「」・ーガカハプﾊﾟｶﾞ\u3099\u309a\u0301éＡ１①㌔㍻ﬁ½ａb1.,- \u3000\t\n\r\f\ue000\u200b\ufeff\u00ad\U00020000\ud7ff"
TEXTS = st.one_of(st.text(), st.text(alphabet=ALPHABET))


def _content(raw: str) -> str:
    return "".join(c for c in raw if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"})


def _letters(text: str) -> list[str]:
    # A combining mark with nothing to stand on belongs to nothing.
    return sorted(c for c in text if not c.isspace() and unicodedata.category(c) not in {"Mn", "Mc", "Me", "Sk"})


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("２０２３年 ３ 月", "2023年3月"),
        ("悟 道 \u3000 三", "悟道三"),
        ("GPT  4 \n Turbo", "GPT 4 Turbo"),
        ("悟道 3.0 大模型", "悟道3.0大模型"),
        ("ﾊﾟﾗﾒｰﾀ", "パラメータ"),
        ("カ\u3099", "ガ"),
        ("\ue0a2 項目", "項目"),
        ("\ufeff頭\u200b部", "頭部"),
        ("（注）：！", "(注):!"),
        ("  端  ", "端"),
        ("㌔", "キロ"),
        ("ﬁne", "fine"),
        ("0 \x1fﾞ0", "0\u30990"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_what_is_cleaned(raw, cleaned):
    assert clean(raw).text == cleaned


def test_a_word_broken_over_two_lines_is_whole_again():
    raw = "大規模言\n語モデルと large\nmodel"
    lines = [Span(0, 4), Span(5, 16), Span(17, 22)]
    assert clean(raw, lines).text == "大規模言語モデルとlarge model"


def test_the_way_back_covers_the_break():
    raw = "大規模言\n語モデル"
    cleaned = clean(raw, [Span(0, 4), Span(5, 9)])
    span = cleaned.raw_span(*Span(cleaned.text.index("言語"), cleaned.text.index("言語") + 2))
    assert span.of(raw) == "言\n語"


def test_the_way_back_is_to_the_letter():
    raw = "\ue000 ２０２３ 年の「悟道 ３.０」"
    cleaned = clean(raw)
    start = cleaned.text.index("悟道3.0")
    assert cleaned.raw_span(start, start + 5).of(raw) == "悟道 ３.０"
    assert cleaned.raw_span(0, 5).of(raw) == "２０２３ 年"


def test_markup_is_not_there():
    raw = "**悟道**[天鷹](https://a.b/c)です"
    markup = [Span(0, 2), Span(4, 6), Span(6, 7), Span(9, 25)]
    cleaned = clean(raw, None, markup)
    assert cleaned.text == "悟道天鷹です"
    assert cleaned.raw_span(2, 4).of(raw) == "天鷹"


def test_markup_between_pieces_that_go_back():
    raw = "a**b\n**c"
    assert clean(raw, [Span(5, 8), Span(0, 4)], [Span(1, 3), Span(5, 7)]).text == "c ab"


@pytest.mark.parametrize("bad", [(0, 0), (2, 1), (-1, 1), (0, 3)])
def test_no_empty_or_foreign_range_has_a_way_back(bad):
    with pytest.raises(ValueError, match="no cleaned text"):
        clean("悟道").raw_span(*bad)


def test_the_way_forth():
    raw = "  悟 道 です"
    cleaned = clean(raw)
    assert cleaned.clean_span(Span(2, 5)).of(cleaned.text) == "悟道"
    assert cleaned.clean_span(Span(0, 2)) == Span(0, 0)


@given(TEXTS)
@example("e\u0301\u0301")
@example("㍻\u3099")
@example("\u0301a")
def test_every_cleaned_character_stands_for_raw_ones(raw):
    cleaned = clean(raw)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    assert list(cleaned.starts) == sorted(cleaned.starts)
    assert list(cleaned.ends) == sorted(cleaned.ends)
    for index, char in enumerate(cleaned.text):
        span = cleaned.raw_span(index, index + 1)
        assert 0 <= span.start <= span.end <= len(raw)
        source = span.of(raw)
        if char == " ":
            assert _letters(_content(source)) == []
        else:
            assert char in unicodedata.normalize("NFKC", source)


@given(TEXTS)
def test_nothing_but_space_marks_and_controls_is_lost(raw):
    assume(_letters(raw) == sorted(_content(raw)))
    kept = "".join(clean(raw).text.split())
    wanted = unicodedata.normalize("NFKC", _content(raw))
    assert _letters(unicodedata.normalize("NFKC", kept)) == _letters(wanted)


@given(TEXTS)
def test_cleaned_text_has_no_stray_white_space(raw):
    text = clean(raw).text
    assert "  " not in text
    assert "\n" not in text
    assert not text.startswith(" ")
    for before, after in itertools.pairwise(text):
        assert not (after == " " and is_wide(before))


@given(st.text(alphabet=ALPHABET, min_size=1), st.data())
def test_pieces_are_read_in_the_order_given(raw, data):
    bounds = sorted(data.draw(st.lists(st.integers(0, len(raw)), min_size=2, max_size=6)))
    pieces = [Span(a, b) for a, b in itertools.pairwise(bounds) if a < b]
    cleaned = clean(raw, pieces)
    for index in range(len(cleaned.text)):
        span = cleaned.raw_span(index, index + 1)
        assert (
            any(piece.start <= span.start and span.end <= piece.end for piece in pieces) or cleaned.text[index] == " "
        )


def test_spans():
    span = Span(2, 5)
    assert span.of("0123456") == "234"
    assert span.shifted(3) == Span(5, 8)
    assert span.overlaps(Span(4, 9))
    assert not span.overlaps(Span(5, 9))
    assert span.covers(Span(2, 5))
    assert not span.covers(Span(1, 3))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("若葉を公開した", ["若葉を公開した"]),
        ("若葉を公開した。次は未定", ["若葉を公開した。", "次は未定"]),
        ("「公開した。」と述べた。", ["「公開した。」", "と述べた。"]),
        ("本当か!?そうだ。", ["本当か!?", "そうだ。"]),
        ("Momiji is here! 次は", ["Momiji is here! ", "次は"]),
        ("Momiji!ニュースで見た。", ["Momiji!ニュースで見た。"]),
        ("前半句;后半句", ["前半句;", "后半句"]),
        ("若葉です.楓は3.5です.", ["若葉です.", "楓は3.5です."]),
        ("図2.1のv1.5 です", ["図2.1のv1.5 です"]),
    ],
)
def test_sentences(text, sentences):
    assert [span.of(text) for span in sentence_spans(text)] == sentences


@given(st.text(alphabet="あ漢A。!?;)」 ", max_size=30))
def test_sentences_cover_the_text(text):
    assert "".join(span.of(text) for span in sentence_spans(text)) == text
