from __future__ import annotations

import pytest

from extract.review.app.both_sides import Place
from extract.review.app.evidence import JUDGED, judged_places, judged_side, sides_of
from extract.review.change import ADDED, CHANGED, REKEYED, REMOVED, Change, make_change


def _change(kind: str) -> Change:
    return make_change("figures", "figure-new", kind, "value", "1", "2", "x", row_id_before="figure-old")


def _place(start: int) -> Place:
    return Place(f"evidence-{start}", "figures", "x", "doc-1", 1, start, start + 1, "甲", None, "name", 0.9, main=True)


@pytest.mark.parametrize(
    ("kind", "sides", "judged"),
    [
        (ADDED, ("after",), ("after", "figure-new")),
        (REMOVED, ("before",), ("before", "figure-old")),
        (CHANGED, ("before", "after"), ("after", "figure-new")),
        (REKEYED, ("before", "after"), ("after", "figure-new")),
    ],
)
def test_a_removed_row_is_judged_by_what_was_published_any_other_by_the_build(
    kind: str, sides: tuple[str, ...], judged: tuple[str, str]
) -> None:
    assert tuple(side for side, _ in sides_of(_change(kind))) == sides
    assert judged_side(_change(kind)) == judged


def test_what_only_the_judged_side_has_comes_first_then_the_main_places() -> None:
    both, alone = [_place(number) for number in range(4)], [_place(number) for number in (8, 9)]
    found = judged_places(_change(CHANGED), {"before": both, "after": [*both, *alone]})
    assert found == [*alone, *both][:JUDGED]
    assert judged_places(_change(REMOVED), {"before": both}) == both
    assert judged_places(_change(CHANGED), {"before": both, "after": ()}) == []
