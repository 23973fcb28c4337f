"""Readings in small kana that are printed above characters (furigana): they belong to no line of the text."""

from __future__ import annotations

from collections.abc import Sequence

from extract.documents.glyphs import Glyph

_SMALL = 0.62  # of the size of the characters below; half is usual
_OVERLAP, _GAP = 0.3, 0.25  # ems of the characters below by which a reading may overlap them or stand above them
_OVERHANG = 1.0  # ... by which it may stick out on either side
_APART = 2.5  # ems of the reading between its own characters: a short one is spread over a long word
_OVER = 0.7  # of the characters of a reading stand over Han characters


def take_ruby(glyphs: dict[int, list[Glyph]]) -> dict[int, list[list[Glyph]]]:
    """Take the readings out of the glyphs of a page and return them by reading direction, from top to bottom."""
    return {direction: found for direction, some in glyphs.items() if (found := _take(some))}


def _take(glyphs: list[Glyph]) -> list[list[Glyph]]:
    sizes = sorted({round(glyph.size, 1) for glyph in glyphs})
    if not sizes or sizes[0] > _SMALL * sizes[-1]:
        return []
    small = [glyph for glyph in glyphs if glyph.size <= _SMALL * sizes[-1]]
    if not any(map(_is_kana, small)):
        return []
    bases: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if _is_han(glyph):
            for row in range(int(glyph.top / 4) - 3, int(glyph.top / 4) + 4):
                bases.setdefault(row, []).append(glyph)
    found = []
    for run in _runs(small):
        if all(map(_is_kana, run)) and _stands_over(run, bases.get(int(run[0].bottom / 4), ())):
            found.append(run)
    taken = {id(glyph) for run in found for glyph in run}
    glyphs[:] = [glyph for glyph in glyphs if id(glyph) not in taken]
    return found


def _runs(small: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return what small glyphs stand beside each other, line by line."""
    runs: list[list[Glyph]] = []
    for glyph in sorted(small, key=lambda one: (round(one.bottom), one.x0)):
        last = runs[-1][-1] if runs else None
        same = last is not None and abs(last.bottom - glyph.bottom) < 0.3 * glyph.size
        if last is not None and same and abs(last.size - glyph.size) < 0.5 and glyph.x0 - last.x1 < _APART * glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _stands_over(run: Sequence[Glyph], bases: Sequence[Glyph]) -> bool:
    """Return whether larger Han characters stand directly below a run and no further than it reaches."""
    x0, x1 = run[0].x0, run[-1].x1
    below = [
        base
        for base in bases
        if run[0].size <= _SMALL * base.size
        and -_OVERLAP * base.size <= base.top - run[0].bottom <= _GAP * base.size
        and base.x0 < x1
        and base.x1 > x0
    ]
    if not below:
        return False
    slack = _OVERHANG * below[0].size
    over = sum(any(base.x0 - 0.5 * slack < (g.x0 + g.x1) / 2 < base.x1 + 0.5 * slack for base in below) for g in run)
    within = x0 >= min(base.x0 for base in below) - slack and x1 <= max(base.x1 for base in below) + slack
    return within and over >= _OVER * len(run)


def _is_kana(glyph: Glyph) -> bool:
    return all("\u3041" <= char <= "\u30ff" or "\uff66" <= char <= "\uff9f" for char in glyph.text)


def _is_han(glyph: Glyph) -> bool:
    return any(
        "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char in "々〆ヶ" or char >= "\U00020000"
        for char in glyph.text
    )
