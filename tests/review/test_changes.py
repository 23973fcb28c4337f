import json
from decimal import Decimal

import pytest
from frictionless import Schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from versions_of_rows import changes, document, figure, organization, page, place, row, told

from extract.datasets.schema import DATASETS, read_schemas
from extract.datasets.store import write_package
from extract.errors import ShuttenError
from extract.review.change import Change, change_schema
from extract.review.changes import find_changes
from extract.review.identities import COMPARED, IDENTITIES, LABELS, NOT_COMPARED, followers, reference_columns


def test_what_the_comparison_knows_of_datasets_names_their_columns():
    schemas = read_schemas()
    assert set(COMPARED) | NOT_COMPARED == set(DATASETS)
    for dataset, sets in IDENTITIES.items():
        assert {name for columns in sets for name in columns} <= set(schemas[dataset].fields)
    for dataset in COMPARED:
        assert set(LABELS.get(dataset, ("name",))) <= set(schemas[dataset].fields)
    assert reference_columns("relations") == ("subject_id", "object_id")
    assert reference_columns("models") == ("family_id", "organization_id")
    assert followers("figures") == {"as_of_earliest": "as_of", "as_of_latest": "as_of", "subject": "subject_id"}


def test_the_schema_of_changes_is_a_table_schema_with_the_columns_of_a_change(tmp_path):
    Schema.from_descriptor(dict(change_schema().descriptor))
    [change] = changes(tmp_path, {}, {"organizations": [organization("org-a", "甲")]})
    assert set(change.row()) == set(change_schema().fields)
    assert Change.of_row(change.row()) == change


def test_equal_versions_differ_in_nothing(tmp_path):
    rows = {
        "documents": [document()],
        "organizations": [organization("org-a", "甲")],
        "figures": [figure("figure-1", "org-a", 5)],
    }
    assert changes(tmp_path, rows, rows) == ()


def test_rows_that_came_and_went_are_told_whole_with_their_evidence(tmp_path):
    before = {"figures": [figure("figure-1", "org-a", 5)], "evidence": [place("figures", "figure-1", 3)]}
    after = {"organizations": [organization("org-b", "乙")], "evidence": [place("organizations", "org-b", 7, of=2)]}
    added, removed = changes(tmp_path, before, after)
    assert (added.dataset, added.kind, added.row_id, added.field, added.before) == (
        "organizations",
        "added",
        "org-b",
        None,
        None,
    )
    assert json.loads(added.after)["name"] == "乙"
    assert (added.label, added.documents, added.evidence_before) == ("乙", ("doc-2",), ())
    assert added.evidence_after == (after["evidence"][0]["evidence_id"],)
    assert (removed.kind, removed.row_id, removed.after, removed.documents) == ("removed", "figure-1", None, ("doc-1",))
    assert json.loads(removed.before)["value"] == "5"
    assert removed.evidence_before == (before["evidence"][0]["evidence_id"],)
    assert {added.status, removed.status} == {"pending"}


def test_columns_of_one_row_are_told_one_by_one(tmp_path):
    one = organization("org-a", "甲", aliases=["A"], category="company", established="2001-02")
    other = organization("org-a", "甲", aliases=["A", "a,b"], established="2001-02-03")
    assert told(changes(tmp_path, {"organizations": [one]}, {"organizations": [other]})) == {
        ("changed", None, "org-a", "aliases", '["A"]', '["A","a,b"]'),
        ("changed", None, "org-a", "category", "company", None),
        ("changed", None, "org-a", "established", "2001-02", "2001-02-03"),
    }


def test_days_follow_their_date_unless_they_differ_by_themselves(tmp_path):
    dated = {"established": "2001", "established_earliest": "2001-01-01", "established_latest": "2001-12-31"}
    later = {"established": "2002", "established_earliest": "2002-01-01", "established_latest": "2002-12-31"}
    names = [organization("org-a", "甲", **dated)], [organization("org-a", "甲", **later)]
    assert {each.field for each in changes(tmp_path, {"organizations": names[0]}, {"organizations": names[1]})} == {
        "established"
    }
    wrong = organization("org-a", "甲", **{**dated, "established_latest": "2001-06-30"})
    assert told(changes(tmp_path, {"organizations": names[0]}, {"organizations": [wrong]})) == {
        ("changed", None, "org-a", "established_latest", "2001-12-31", "2001-06-30")
    }


def test_a_new_name_is_one_change_however_many_rows_show_it(tmp_path):
    before = {
        "organizations": [organization("org-a", "甲")],
        "figures": [
            figure("figure-1", "org-a", 5),
            figure("figure-2", "place-x", 6, subject="丙", subject_type="place"),
        ],
    }
    after = {
        "organizations": [organization("org-a", "乙")],
        "figures": [
            figure("figure-1", "org-a", 5, subject="乙"),
            figure("figure-2", "place-x", 6, subject="丁", subject_type="place"),
        ],
    }
    assert told(changes(tmp_path, before, after)) == {
        ("changed", None, "org-a", "name", "甲", "乙"),
        ("changed", None, "figure-2", "subject", "丙", "丁"),  # a place has no row that could tell it
    }


def test_a_corrected_value_is_a_change_though_the_key_is_another(tmp_path):
    before, after = figure("figure-1", "org-a", 35), figure("figure-2", "org-a", 350, unit="companies")
    found = changes(tmp_path, {"figures": [before]}, {"figures": [after]})
    assert told(found) == {
        ("changed", "figure-1", "figure-2", "value", "35", "350"),
        ("changed", "figure-1", "figure-2", "unit", "people", "companies"),
    }
    assert {each.label for each in found} == {"甲 · employees"}


def test_a_corrected_date_is_a_change(tmp_path):
    before, after = figure("figure-1", "org-a", 35, as_of="2023"), figure("figure-2", "org-a", 35, as_of="2024")
    assert told(changes(tmp_path, {"figures": [before]}, {"figures": [after]})) == {
        ("changed", "figure-1", "figure-2", "as_of", "2023", "2024")
    }


def test_rows_that_could_be_several_are_not_paired(tmp_path):
    before = [figure("figure-1", "org-a", 35)]
    after = [figure("figure-2", "org-a", 350), figure("figure-3", "org-a", 36)]
    assert {each.kind for each in changes(tmp_path, {"figures": before}, {"figures": after})} == {"added", "removed"}


def test_rows_are_not_paired_by_what_they_do_not_say(tmp_path):
    found = changes(tmp_path, {"documents": [document(1)]}, {"documents": [document(2, language="ja")]})
    assert sorted(each.kind for each in found) == ["added", "removed"]


@pytest.mark.parametrize(
    ("dataset", "same", "one", "other", "field"),
    [
        ("releases", {"model_id": "model-a", "model": "甲", "event": "released"}, {"date": "2023"}, {"date": "2024"}, "date"),
        (
            "relations",
            {"subject_id": "org-a", "subject_type": "organization", "subject": "甲", "predicate": "partner_of", "object_type": "other"},
            {"object_id": "other-a", "object": "乙"}, {"object_id": "other-b", "object": "丙"}, "object_id",
        ),
        ("policies", {"title": "规划", "jurisdiction_id": "place-cn"}, {"target": "一"}, {"target": "二"}, "target"),
        ("events", {"event": "history", "text": "成立", "subject_id": "org-a"}, {"date": "2001"}, {"date": "2002"}, "date"),
        ("definitions", {"document_id": "doc-1", "term": "词"}, {"definition": "一"}, {"definition": "二"}, "definition"),
        ("citations", {"document_id": "doc-1", "title": "书"}, {"year": "2001"}, {"year": "2002"}, "year"),
        ("rankings", {"list": "榜", "item_id": "m", "item_type": "model", "item": "甲"}, {"rank": 1}, {"rank": 2}, "rank"),
        (
            "conflicts", {"dataset": "figures", "field": "value", "subject_id": "org-a", "severity": "high", "reason": "x"},
            {"values": ["1", "2"]}, {"values": ["1", "3"]}, "values",
        ),
        ("documents", {"kind": "article", "url": "https://a.example/1"}, {"title": "旧"}, {"title": "新"}, "title"),
    ],
)  # fmt: skip
def test_a_row_of_each_dataset_is_known_again(tmp_path, dataset, same, one, other, field):
    key = read_schemas()[dataset].primary_key
    required = {
        "documents": {"language": "zh", "media_type": "text/plain", "sha256": "0", "pages": 1, "characters": 1},
        "releases": {"date_earliest": "2023-01-01"},
        "events": {"date_earliest": "2001-01-01"},
    }.get(dataset, {})
    rows = [
        row(dataset, **{key: f"{dataset}-{name}", **required, **same, **values})
        for name, values in (("1", one), ("2", other))
    ]
    [change] = changes(tmp_path, {dataset: rows[:1]}, {dataset: rows[1:]})
    assert (change.kind, change.field) == ("changed", field)
    assert (change.row_id_before, change.row_id) == (f"{dataset}-1", f"{dataset}-2")


def test_a_key_that_is_made_otherwise_is_no_removal(tmp_path):
    found = changes(
        tmp_path, {"figures": [figure("figure-1", "org-a", 5)]}, {"figures": [figure("figure-2", "org-a", 5)]}
    )
    assert told(found) == {("re-keyed", "figure-1", "figure-2", "figure_id", "figure-1", "figure-2")}


def test_places_of_a_row_that_is_otherwise_the_same_are_told(tmp_path):
    rows = {"pages": [page("甲甲甲甲甲甲甲甲甲甲")], "figures": [figure("figure-1", "org-a", 5)]}
    before = {**rows, "evidence": [place("figures", "figure-1", 1), place("figures", "figure-1", 5)]}
    after = {**rows, "evidence": [place("figures", "figure-1", 5, rule="another"), place("figures", "figure-1", 8)]}
    [change] = changes(tmp_path, before, after)
    assert (change.kind, change.row_id, change.field) == ("changed", "figure-1", "evidence")
    assert (change.before, change.after) == ('[["doc-1",1,1,2]]', '[["doc-1",1,8,9]]')
    assert (len(change.evidence_before), len(change.evidence_after)) == (2, 2)


def test_a_place_that_moved_with_its_page_is_the_same_place(tmp_path):
    rows = {"figures": [figure("figure-1", "org-a", 5)]}
    before = {**rows, "pages": [page("甲的人数")], "evidence": [place("figures", "figure-1", 0)]}
    after = {**rows, "pages": [page("  甲的人数")], "evidence": [place("figures", "figure-1", 2)]}
    assert changes(tmp_path, before, after) == ()
    other = {**after, "evidence": [place("figures", "figure-1", 4, quote="人数")]}
    [change] = changes(tmp_path, before, other)
    assert (change.before, change.after) == ('[["doc-1",1,"甲"]]', '[["doc-1",1,"人数"]]')


def test_a_new_edition_of_a_document_changes_no_row_that_it_still_states(tmp_path):
    def version(number, value):
        return {
            "documents": [document(number, url="https://a.example/1")],
            "pages": [page("甲有5人", of=number)],
            "figures": [figure(f"figure-{value}", "org-a", value)],
            "definitions": [row("definitions", definition_id=f"definition-{number}", document_id=f"doc-{number}", term="词", definition="义")],
            "organizations": [organization("org-a", "甲")],
            "evidence": [place("organizations", "org-a", 0, of=number), place("figures", f"figure-{value}", 0, of=number)],
        }  # fmt: skip

    found = changes(tmp_path, version(1, 5), version(2, 6))
    assert told(found) == {
        ("changed", "doc-1", "doc-2", "sha256", f"{1:064x}", f"{2:064x}"),
        ("changed", "figure-5", "figure-6", "value", "5", "6"),
        ("re-keyed", "definition-1", "definition-2", "document_id", "doc-1", "doc-2"),
    }
    assert {each.documents for each in found if each.dataset == "documents"} == {("doc-1", "doc-2")}


def test_what_only_documents_pages_cells_suggestions_or_quarantine_differ_in_is_not_told(tmp_path):
    cell = row("tables", cell_id="cell-1", table_id="table-1", document_id="doc-1", page=1, row=1, column=1, text="甲")
    after = {"pages": [page("甲")], "tables": [cell], "evidence": [place("tables", "cell-1", 0)]}
    assert changes(tmp_path, {}, after) == ()


def test_the_same_change_has_the_same_key_in_every_build(tmp_path):
    first = changes(
        tmp_path / "1", {"figures": [figure("figure-1", "org-a", 5)]}, {"figures": [figure("figure-2", "org-a", 6)]}
    )
    both = [figure("figure-2", "org-a", 6), figure("figure-9", "org-b", 1)]
    second = changes(tmp_path / "2", {"figures": [figure("figure-1", "org-a", 5)]}, {"figures": both})
    third = changes(
        tmp_path / "3", {"figures": [figure("figure-1", "org-a", 5)]}, {"figures": [figure("figure-3", "org-a", 7)]}
    )
    ids = [{each.change_id for each in found} for found in (first, second, third)]
    assert ids[0] < ids[1]
    assert ids[0].isdisjoint(ids[2])


def test_a_version_without_a_dataset_or_a_column_is_compared_as_if_it_were_null(tmp_path):
    found = {
        "organizations": [organization("org-a", "甲", category="company")],
        "figures": [figure("figure-1", "org-a", 5)],
    }
    changes(tmp_path, found, found)
    import duckdb

    (tmp_path / "before" / "figures.parquet").unlink()
    old = tmp_path / "before" / "organizations.parquet"
    duckdb.sql(f"SELECT * EXCLUDE (category) FROM '{tmp_path}/after/organizations.parquet'").write_parquet(str(old))
    assert {each[:5] for each in told(find_changes(tmp_path / "before", tmp_path / "after"))} == {
        ("changed", None, "org-a", "category", None),
        ("added", None, "figure-1", None, None),
    }


def test_a_file_that_is_none_is_named(tmp_path):
    write_package({}, tmp_path / "a")
    write_package({}, tmp_path / "b")
    (tmp_path / "b" / "figures.parquet").write_bytes(b"half")
    with pytest.raises(ShuttenError, match="cannot be compared") as error:
        find_changes(tmp_path / "a", tmp_path / "b")
    assert str(tmp_path / "b") in str(error.value)


def test_a_folder_may_have_any_name(tmp_path):
    folder = tmp_path / "it's [a] *"
    assert len(changes(folder, {}, {"organizations": [organization("org-a", "甲")]})) == 1


_FIGURES = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["sales", "staff"]), st.sampled_from([None, "2023"])),
    st.tuples(st.integers(0, 3), st.sampled_from(["people", None]), st.sampled_from(["exact", "about"])),
    max_size=8,
)
_NAMES = st.dictionaries(
    st.sampled_from("abc"), st.tuples(st.sampled_from("甲乙"), st.lists(st.sampled_from("AB"), max_size=2))
)


def version_of(figures, names):
    return {
        "figures": [
            figure(f"figure-{subject}{metric}{as_of}{value}{unit}{bound}", f"org-{subject}", value, metric=metric, as_of=as_of, unit=unit, bound=bound)
            for (subject, metric, as_of), (value, unit, bound) in figures.items()
        ],
        "organizations": [organization(f"org-{each}", name, aliases=aliases) for each, (name, aliases) in names.items()],
    }  # fmt: skip


def value_of(dataset, column, text):
    field = read_schemas()[dataset].fields[column]
    if text is None or field.type == "string":
        return text
    return Decimal(text) if field.type == "number" else json.loads(text)


def applied(rows, found):
    """Return rows of a version with changes made."""
    made = {}
    for dataset, listed in rows.items():
        key = read_schemas()[dataset].primary_key
        by_id = {each[key]: dict(each) for each in listed}
        for change in (each for each in found if each.dataset == dataset):
            if change.row_id_before in by_id:
                by_id[change.row_id] = {**by_id.pop(change.row_id_before), key: change.row_id}
            if change.kind == "removed":
                del by_id[change.row_id]
            elif change.kind == "added":
                row_values = json.loads(change.after)
                by_id[change.row_id] = {
                    name: Decimal(value) if name == "value" else value for name, value in row_values.items()
                }
            elif change.field != key:
                by_id[change.row_id][change.field] = value_of(dataset, change.field, change.after)
        made[dataset] = by_id
    return made


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_FIGURES, _NAMES, _FIGURES, _NAMES)
def test_the_changes_lead_from_one_version_to_the_other(tmp_path, figures, names, other_figures, other_names):
    before, after = version_of(figures, names), version_of(other_figures, other_names)
    found = changes(tmp_path, before, after)
    assert applied(before, found) == {
        "figures": {each["figure_id"]: each for each in after["figures"]},
        "organizations": {each["organization_id"]: each for each in after["organizations"]},
    }
    assert len({each.change_id for each in found}) == len(found)
    assert bool(found) == (before != after) or {str(each) for each in before["figures"]} == {
        str(each) for each in after["figures"]
    }
    assert find_changes(tmp_path / "after", tmp_path / "after") == ()
