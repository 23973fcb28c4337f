"""Places of statements: one breath of one page, or somewhere else."""

from hypothesis import given
from hypothesis import strategies as st

from extract.entities.statement_places import Place, listed_together, of_one_series

BREATH = 40


def place(document="doc-1", page=1, start=0, length=5, rule="value", quote="12亿"):
    return Place(document, page, start, start + length, rule, quote)


PLACES = st.sets(
    st.builds(
        place,
        document=st.sampled_from(("doc-1", "doc-2")),
        page=st.integers(1, 2),
        start=st.integers(0, 150),
        length=st.integers(1, 30),
    ),
    max_size=6,
)


@given(PLACES, PLACES)
def test_two_statements_are_listed_together_if_any_two_places_are_near_on_one_page(one, other):
    near = [
        (a, b)
        for a in one
        for b in other
        if (a.document, a.page) == (b.document, b.page) and max(a.start - b.end, b.start - a.end) < BREATH
    ]
    assert listed_together(one, other) == bool(near) == listed_together(other, one)


def test_statements_of_a_table_with_several_of_them_are_of_one_series_and_prose_is_not():
    first, second, third = (place(start=start, rule="value-table") for start in (0, 200, 400))
    assert of_one_series({first}, {second}, [first, second, third])
    assert not of_one_series({first}, {place(start=600)}, [first, second, third])
    assert not of_one_series(set(), {second}, [first, second, third])
    alone = place("doc-2", rule="value-table")
    assert not of_one_series({alone}, {place("doc-3", rule="value-table")}, [alone, place("doc-3", rule="value-table")])
