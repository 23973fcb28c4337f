"""Rows that stay and rows that are new are put in order as if all were sorted anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.datasets.columns import pa
from extract.datasets.dangling import pieces_without_dangling
from extract.datasets.engine import Engine
from extract.datasets.pieces import Pieces
from extract.datasets.schema import read_schemas

ENGINE = Engine()
TYPES = {"name": pa.string(), "page": pa.int64(), "key": pa.string()}
ROWS = st.dictionaries(
    st.text(st.characters(codec="utf-8"), max_size=3),
    st.tuples(st.sampled_from(["", "a", "ab", "人", "𠮷", "ｚ"]), st.integers(-2, 3)),
    max_size=12,
)


def table(rows):
    columns = zip(*rows, strict=True) if rows else ((),) * len(TYPES)
    return pa.table(
        [pa.array(values, kind) for values, kind in zip(columns, TYPES.values(), strict=True)], names=list(TYPES)
    )


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, chance=st.randoms(use_true_random=False))
def test_new_rows_come_between_those_that_stay_in_their_order(rows, chance):
    given_rows = [(name, page, key) for key, (name, page) in rows.items()]
    places = [chance.choice(("stays", "goes", "comes")) for _ in given_rows]
    last = ENGINE.sorted(
        table([row for row, place in zip(given_rows, places, strict=True) if place != "comes"]), list(TYPES)
    )
    going = {row[2] for row, place in zip(given_rows, places, strict=True) if place == "goes"}
    fresh = table([row for row, place in zip(given_rows, places, strict=True) if place == "comes"])
    pieces = Pieces.kept(last, "key", pa.array(sorted(going), pa.string()), fresh)
    expected = sorted(row for row, place in zip(given_rows, places, strict=True) if place != "goes")
    assert [tuple(row.values()) for row in pieces.sorted(ENGINE, list(TYPES)).to_pylist()] == expected
    assert sorted(tuple(row.values()) for row in pieces.whole().to_pylist()) == expected
    assert {row["key"] for row in pieces.gone().to_pylist()} == going


def test_null_comes_first():
    last, fresh = table([(None, 1, "x"), ("b", 1, "y")]), table([("a", 1, "z"), (None, 0, "w")])
    found = Pieces.kept(last, "key", pa.array([], pa.string()), fresh).sorted(ENGINE, ["name", "page"])
    assert found["key"].to_pylist() == ["w", "x", "z", "y"]


def empty():
    schemas = read_schemas()
    names = [name for name in schemas if name not in ("conflicts", "quarantine", "corrections", "links")]
    return {name: {field: [] for field in schemas[name].fields} for name in names}


@pytest.mark.parametrize("is_gone", [False, True])
def test_rows_that_stay_are_refused_only_if_what_they_name_has_gone(is_gone):
    """A person is stated by evidence of a page; the page goes although nobody said that the evidence does."""
    rows = {
        "documents": [{"document_id": "doc-1"}],
        "pages": [{"page_id": "page-1", "document_id": "doc-1", "page": 1}],
        "people": [{"person_id": "person-1", "name": "x"}],
        "evidence": [{"evidence_id": "evidence-1", "dataset": "people", "row_id": "person-1", "document_id": "doc-1", "page": 1}],
    }  # fmt: skip
    pieces = {}
    for dataset, columns in empty().items():
        fields = read_schemas()[dataset].fields
        given_rows = [dict.fromkeys(fields) | row for row in rows.get(dataset, ())]
        last = pa.Table.from_pylist(given_rows, schema=pa.schema([(name, _type(name)) for name in columns]))
        gone = [row["page_id"] for row in given_rows] if is_gone and dataset == "pages" else []
        key = read_schemas()[dataset].primary_key
        pieces[dataset] = Pieces.kept(last, key, pa.array(gone, pa.string()), last.slice(0, 0))
    refused = []
    found = pieces_without_dangling(
        pieces, lambda dataset, row, faults: refused.append((dataset, [each.check for each in faults]))
    )
    assert sorted(refused) == ([("evidence", ["foreign-key"]), ("people", ["no-evidence"])] if is_gone else [])
    assert len(found["people"].whole()) == len(found["evidence"].whole()) == (not is_gone)


def _type(name):
    return pa.int64() if name in ("page", "start", "end") else pa.string()
