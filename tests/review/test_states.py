"""How things stand in a build: what is asked of a row is the same however many documents state it."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from versions_of_rows import document, organization, place, row

from extract.datasets.store import write_package
from extract.review.change import CHANGED, EVIDENCE, REMOVED, make_change, places_text
from extract.review.states import Build

SAME = {"doc-4": "doc-3"}
"""The fourth document took the place of the third."""

PLACES = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 2), st.integers(0, 3), st.sampled_from("甲乙")), max_size=8, unique=True
)


def evidence(row_id, where):
    return place("organizations", row_id, where[2], of=where[0], page=where[1], quote=where[3])


def known(where, *, by_quote):
    document_id, page, start, quote = f"doc-{where[0]}", *where[1:]
    return (document_id, page, quote) if by_quote else (document_id, page, start, start + 1)


def write(folder, stated, others):
    rows = {
        "documents": [document(number) for number in range(1, 5)],
        "organizations": [organization("org-a", "甲"), organization("org-b", "乙")],
        "evidence": [evidence("org-a", each) for each in stated] + [evidence("org-b", each) for each in others],
    }
    write_package(rows, folder)
    return folder


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stated=PLACES, others=PLACES, before=PLACES, after=PLACES, by_quote=st.booleans())
def test_a_listed_place_is_there_if_evidence_of_its_row_has_it_there_or_in_the_document_before(
    tmp_path_factory, stated, others, before, after, by_quote
):
    folder = write(tmp_path_factory.mktemp("build"), stated, others)
    listed = [{known(each, by_quote=by_quote) for each in side} for side in (before, after)]
    change = make_change("organizations", "org-a", CHANGED, EVIDENCE, *map(places_text, listed), "甲")
    there = {known(each, by_quote=by_quote) for each in stated}
    build = Build(folder, [change], SAME)
    expected = [
        each in there or (SAME.get(each[0]), *each[1:]) in there for each in sorted(listed[0] | listed[1], key=repr)
    ]
    assert list(build.state(change)) == expected
    assert build.documents(change) == {each[0] for each in listed[0] | listed[1]}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stated=PLACES, others=PLACES)
def test_a_row_rests_on_all_documents_that_state_it_and_a_conflict_on_those_of_its_rows(
    tmp_path_factory, stated, others
):
    folder = tmp_path_factory.mktemp("build")
    write(folder, stated, others)
    gone = make_change("organizations", "org-a", REMOVED, None, "{}", None, "甲")
    name = make_change("organizations", "org-b", CHANGED, "name", "丙", "乙", "乙")
    build = Build(folder, [gone, name], SAME)
    assert build.state(gone) is True
    assert build.documents(gone) == {f"doc-{each[0]}" for each in stated}
    assert build.state(name) == (True, "乙", None)
    assert build.documents(name) == {f"doc-{each[0]}" for each in others}


def test_a_conflict_rests_on_the_documents_that_state_its_rows_and_on_their_copies(tmp_path):
    conflict = row(
        "conflicts", conflict_id="conflict-1", dataset="organizations", field="name", subject_id="org-a", row_ids=["org-a"], values=["甲"],
        severity="low", reason="values_differ",
    )  # fmt: skip
    rows = {
        "documents": [document(1, copies=["doc-8"]), document(2)],
        "organizations": [organization("org-a", "甲")],
        "evidence": [evidence("org-a", (1, 1, 0, "甲"))],
        "conflicts": [conflict],
    }
    write_package(rows, tmp_path / "build")
    change = make_change("conflicts", "conflict-1", REMOVED, None, "{}", None, "甲")
    assert Build(tmp_path / "build", [change], {}).documents(change) == {"doc-1", "doc-8"}


def test_nothing_stands_in_a_build_that_is_not_there():
    change = make_change("organizations", "org-a", CHANGED, EVIDENCE, None, places_text([("doc-1", 1, 0, 1)]), "甲")
    build = Build(None, [change], {})
    assert build.state(change) == (False,)
    assert build.state(replace(change, field=None)) is False
