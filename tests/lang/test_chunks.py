"""Long texts in pieces: nothing is lost, no piece is too long, cuts stand behind punctuation where there is any."""

from hypothesis import given
from hypothesis import strategies as st

from extract.lang.chunks import chunks

LONGEST = 1000


def test_a_short_text_is_one_piece():
    assert list(chunks("悟道")) == [(0, "悟道")]
    assert list(chunks("")) == []


def test_a_long_text_is_cut_behind_its_last_full_stop():
    text = "あ" * 990 + "。" + "い" * 500
    assert [(offset, len(piece)) for offset, piece in chunks(text)] == [(0, 991), (991, 500)]


def test_a_long_text_without_punctuation_is_cut_all_the_same():
    assert [offset for offset, _ in chunks("あ" * 2500)] == [0, 1000, 2000]


@given(st.lists(st.sampled_from(["あ" * 300, "、", "。", " ", "𠮷" * 50]), max_size=30).map("".join))
def test_the_pieces_are_the_text(text):
    pieces = list(chunks(text))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text[offset : offset + len(piece)] == piece and 0 < len(piece) <= LONGEST for offset, piece in pieces)
