"""Characters -> glyphs: what is printed twice, what a font says otherwise than it looks, what nobody can read."""

from __future__ import annotations

import pytest

from extract.documents.glyphs import (
    ACROSS,
    DOWNWARD,
    TURNED,
    UPWARD,
    Printed,
    font_look,
    glyphs_by_direction,
    is_blank,
    overprints,
    unreadable_share,
)


def at(
    x: float, text: str, *, top: float = 100, size: float = 10, font: str = "Sans", direction: int = ACROSS
) -> Printed:
    return Printed(text, (x, top, x + size, top + size), direction, font, (0,), None)


@pytest.mark.parametrize(
    ("chars", "found"),
    [
        ([at(10, "東"), at(20, "京"), at(10.4, "東")], {2}),
        ([at(10, "東"), at(10.9, "東"), at(10.3, "東", top=100.8)], {1, 2}),
        ([at(10, "東"), at(11.2, "東")], set()),
        ([at(10, "東"), at(10, "東", top=101.2)], set()),
        ([at(10, "東"), at(10, "東", font="Serif")], set()),
        ([at(10, "東"), at(10, "東", size=10.5)], set()),
        ([at(10, "東"), at(10, "東", direction=UPWARD)], set()),
        ([at(x, "同") for x in range(0, 300, 10)], set()),
    ],
)
def test_only_what_stands_on_the_same_spot_in_the_same_type_is_printed_twice(
    chars: list[Printed], found: set[int]
) -> None:
    assert overprints(chars) == found


def test_overprints_are_left_out_and_blanks_belong_to_the_glyph_before_them() -> None:
    glyphs = glyphs_by_direction([at(10, "A"), at(10.2, "A"), at(20, " "), at(30, "B")], 600, 800)[ACROSS]
    assert [glyph.text for glyph in glyphs] == ["A", "B"]
    assert glyphs[0].blank == (" ", (20, 100, 30, 110))
    assert glyphs[0].reach == 30
    assert glyphs[1].order == 2


def test_a_radical_is_read_as_the_character_that_it_looks_like() -> None:
    glyphs = glyphs_by_direction([at(10, "⽣"), at(20, "⾼"), at(30, "〇"), at(40, "(cid:17)")], 600, 800)[ACROSS]
    assert [glyph.text for glyph in glyphs] == ["生", "高", "〇", "\ufffd"]
    assert unreadable_share(glyphs) == 0.25


def test_the_sides_of_a_glyph_are_those_of_its_direction() -> None:
    chars = [at(100, "a", top=50, direction=direction) for direction in (ACROSS, UPWARD, TURNED, DOWNWARD)]
    found = glyphs_by_direction(chars, 600, 800)
    assert {direction: (some[0].x0, some[0].top) for direction, some in found.items()} == {
        ACROSS: (100, 50),
        UPWARD: (740, 100),
        TURNED: (490, 740),
        DOWNWARD: (50, 490),
    }
    assert all(some[0].box == (100, 50, 110, 60) for some in found.values())


def test_blanks_and_fonts() -> None:
    assert [is_blank(text) for text in ("\u3000", "\x07", "", "一")] == [True, True, True, False]
    assert font_look("ABCDEF+NotoSans-Bold") == (True, False)
    assert font_look("Wingdings-Regular") == (False, True)
