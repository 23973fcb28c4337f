from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.review.app.marks import Piece, compared, context, readable


def _text(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


@given(st.text(), st.text())
def test_no_character_is_lost_and_what_is_not_marked_is_the_same(before: str, after: str) -> None:
    left, right = compared(before, after)
    assert (_text(left), _text(right)) == (before, after)
    assert _text(tuple(each for each in left if not each.mark)) == _text(tuple(each for each in right if not each.mark))


def test_only_the_characters_that_differ_are_marked() -> None:
    left, right = compared("参数为130亿", "参数为1300亿")
    assert left == (Piece("参数为130亿"),) or _text(tuple(each for each in left if each.mark)) == ""
    assert _text(tuple(each for each in right if each.mark)) == "0"


def test_a_single_equal_character_between_differences_is_marked_too() -> None:
    left, right = compared("abXcd", "efXgh")
    assert (left, right) == ((Piece("abXcd", "differs"),), (Piece("efXgh", "differs"),))


def test_very_long_texts_are_compared_by_their_ends() -> None:
    same = "同" * 3000
    left, right = compared(f"{same}甲乙丙{same}", f"{same}丁{same}")
    assert left == (Piece(same), Piece("甲乙丙", "differs"), Piece(same))
    assert right == (Piece(same), Piece("丁", "differs"), Piece(same))
    assert compared(same * 2, same * 2) == ((Piece(same * 2),), (Piece(same * 2),))


def test_a_quote_stands_marked_in_its_lines() -> None:
    text = "第一行\n第二行有甲和乙\n第三行"
    start = text.index("甲")
    pieces = context(text, start, start + 1, [(text.index("乙"), text.index("乙") + 1)])
    assert pieces == (
        Piece("第一行\n第二行有"),
        Piece("甲", "quote"),
        Piece("和"),
        Piece("乙", "other"),
        Piece("\n第三行"),
    )


@given(st.text(alphabet="甲乙 \n", max_size=900), st.data())
def test_a_context_is_a_stretch_of_the_page_around_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = context(text, start, end)
    shown = [piece for piece in pieces if piece.text != "…"]
    assert _text(tuple(shown)) in text
    assert _text(tuple(piece for piece in shown if piece.mark == "quote")) == text[start:end]
    assert len(_text(tuple(shown))) <= end - start + 2 * 400


def test_of_many_short_lines_few_are_shown() -> None:
    text = "\n\n".join(f"行{number}" for number in range(100))
    start = text.index("行50")
    shown = _text(context(text, start, start + 3))
    assert "行50" in shown
    assert shown.count("行") <= 9
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_a_list_is_shown_an_item_a_line() -> None:
    assert readable('["甲","乙"]', is_list=True) == "甲\n乙"
    assert readable("[broken", is_list=True) == "[broken"
    assert readable('["甲"]', is_list=False) == '["甲"]'
    assert readable(None, is_list=True) == ""
