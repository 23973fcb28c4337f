import copy
import json
from collections import Counter
from decimal import Decimal

import pytest
from dataset_samples import documents, linker
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.datasets import validate as validate_module
from extract.datasets.build import build_rows
from extract.datasets.coerce import coerced
from extract.datasets.quarantine import row_json
from extract.datasets.schema import DATASETS, read_schemas
from extract.datasets.validate import check_independently, validate
from extract.errors import ShuttenError

SCHEMAS = read_schemas()
CANDIDATES = build_rows(documents(), linker())
VALID = validate(CANDIDATES)
CHECKED = [dataset for dataset in DATASETS if dataset not in ("conflicts", "quarantine")]
BEFORE = {row["quarantine_id"] for row in CANDIDATES["quarantine"]}


def fresh():
    return copy.deepcopy(CANDIDATES)


def new_faults(rows):
    """(dataset, check) of every row that came into quarantine, with how often."""
    found = validate(rows)
    return Counter((row["dataset"], row["check"]) for row in found["quarantine"] if row["quarantine_id"] not in BEFORE)


def own(dataset, columns):
    """Return the faults of one row of `dataset` with some columns changed."""
    return {fault.check for fault in coerced(SCHEMAS[dataset], {**CANDIDATES[dataset][0], **columns})[1]}


def test_good_rows_stay_as_they_are():
    for dataset in CHECKED:
        assert VALID[dataset] == CANDIDATES[dataset]
    assert {row["quarantine_id"] for row in VALID["quarantine"]} == BEFORE
    assert [row["reason"] for row in VALID["conflicts"]] == ["factor_of_ten"]


def test_what_is_valid_stays_valid():
    assert validate(VALID) == VALID


@pytest.mark.parametrize(
    ("dataset", "columns", "check"),
    [
        ("documents", {"kind": "blog"}, "enum"),
        ("documents", {"language": "日本語"}, "pattern"),
        ("documents", {"sha256": "a" * 63}, "pattern"),
        ("documents", {"sha256": "a" * 64 + "\n"}, "pattern"),
        ("documents", {"published": "2025-02-30"}, "date"),
        ("documents", {"published": "昨年"}, "pattern"),
        ("documents", {"published_latest": "2025-02-30"}, "type"),
        ("documents", {"published": None}, "date"),
        (
            "documents",
            {"published": "2024", "published_earliest": "2023-01-01", "published_latest": "2023-12-31"},
            "date",
        ),
        ("documents", {"pages": -1}, "minimum"),
        ("documents", {"pages": 1.5}, "type"),
        ("documents", {"pages": True}, "type"),
        ("documents", {"pages": "many"}, "type"),
        ("documents", {"pages": 2**63}, "type"),
        ("documents", {"authors": "王五"}, "type"),
        ("documents", {"authors": ["王五", None]}, "type"),
        ("documents", {"authors": None}, "required"),
        ("documents", {"title": 7}, "type"),
        ("documents", {"title": "\ud800"}, "type"),
        ("documents", {"colour": "red"}, "unknown-column"),
        ("figures", {"value": None}, "required"),
        ("figures", {"value": ""}, "required"),
        ("figures", {"value": Decimal("NaN")}, "type"),
        ("figures", {"value": float("inf")}, "type"),
        ("figures", {"value": "a lot"}, "type"),
        ("figures", {"value": Decimal("1E-10")}, "type"),
        ("figures", {"value": Decimal("1E+29")}, "type"),
        ("figures", {"value": Decimal("1E+999999")}, "type"),
        ("figures", {"value_max": Decimal(1)}, "range"),
        ("figures", {"metric": "Users"}, "pattern"),
        ("figures", {"bound": "roughly"}, "enum"),
        ("figures", {"per": "week"}, "enum"),
        ("releases", {"date_earliest": None}, "required"),
        ("releases", {"date_earliest": "2021-06-30", "date_latest": "2021-06-01"}, "date"),
        ("rankings", {"rank": 0}, "minimum"),
        ("relations", {"predicate": "likes"}, "enum"),
        ("policies", {"title": None, "target": None}, "required"),
        ("citations", {"title": None, "authors": [], "publisher": None}, "required"),
        ("evidence", {"confidence": 1.01}, "maximum"),
        ("evidence", {"end": 0}, "minimum"),
        ("evidence", {"start": 9, "end": 9}, "range"),
        ("evidence", {"quote": "anything else that is long"}, "quote-mismatch"),
        ("evidence", {"bbox": [1.0, 2.0, 3.0]}, "length"),
        ("evidence", {"bbox": [1.0, 2.0, 3.0, "x"]}, "type"),
        ("evidence", {"main": "yes"}, "type"),
        ("evidence", {"dataset": "pages"}, "enum"),
    ],
)
def test_faults_of_one_row(dataset, columns, check):
    assert own(dataset, columns) == {check}


@pytest.mark.parametrize(
    ("dataset", "columns", "expected"),
    [
        ("figures", {"value": 1750000000000}, {"value": Decimal("1750000000000")}),
        ("figures", {"value": "1.50"}, {"value": Decimal("1.5")}),
        ("figures", {"value": 0.1}, {"value": Decimal("0.1")}),
        (
            "figures",
            {"value": Decimal("12345678901234567890123456789.123456789")},
            {"value": Decimal("12345678901234567890123456789.123456789")},
        ),
        ("documents", {"pages": Decimal("3.0"), "title": ""}, {"pages": 3, "title": None}),
        ("documents", {"pages": "12"}, {"pages": 12}),
        ("evidence", {"confidence": 1}, {"confidence": 1.0}),
        ("evidence", {"bbox": (1, 2, 3, 4)}, {"bbox": [1.0, 2.0, 3.0, 4.0]}),
    ],
)
def test_values_take_their_column_s_type(dataset, columns, expected):
    row, faults = coerced(SCHEMAS[dataset], {**CANDIDATES[dataset][0], **columns})
    assert not faults
    assert {name: row[name] for name in expected} == expected
    assert {type(row[name]) for name in expected} == {type(value) for value in expected.values()}


def test_every_fault_of_a_row_is_named_with_the_place_that_states_it():
    rows = fresh()
    rows["figures"][0].update(value="x", bound="roughly", metric="BAD")
    figure_id = rows["figures"][0]["figure_id"]
    found = [
        row for row in validate(rows)["quarantine"] if row["dataset"] == "figures" and row["check"] != "low-confidence"
    ]
    assert sorted(row["check"] for row in found) == ["enum", "pattern", "type"]
    place = next(row for row in CANDIDATES["evidence"] if row["row_id"] == figure_id)
    for row in found:
        assert (row["document_id"], row["page"], row["quote"]) == (place["document_id"], 1, place["quote"])
        assert json.loads(row["row"])["figure_id"] == figure_id


def test_a_row_without_evidence_goes():
    rows = fresh()
    gone = rows["figures"][0]["figure_id"]
    rows["evidence"] = [row for row in rows["evidence"] if row["row_id"] != gone]
    assert new_faults(rows) == {("figures", "no-evidence"): 1}


def test_evidence_without_its_row_goes():
    rows = fresh()
    rows["policies"] = []
    assert new_faults(rows) == {("evidence", "evidence-without-row"): 1}


def test_evidence_that_is_not_what_the_page_says_goes_and_its_row_too():
    rows = fresh()
    policy = next(row for row in rows["evidence"] if row["dataset"] == "policies")
    policy["start"], policy["end"] = policy["start"] + 1, policy["end"] + 1
    assert new_faults(rows) == {("evidence", "quote-mismatch"): 1, ("policies", "no-evidence"): 1}


def test_a_page_that_is_not_there():
    rows = fresh()
    for row in rows["evidence"]:
        if row["dataset"] == "policies":
            row["page"] = 2
    assert new_faults(rows) == {("evidence", "foreign-key"): 1, ("policies", "no-evidence"): 1}


def test_rows_that_name_a_quarantined_row_go_too():
    rows = fresh()
    next(row for row in rows["models"] if row["model_id"] == "model-wudao")["name"] = None
    found = validate(rows)
    assert not [row for row in found["models"] if "wudao" in row["model_id"]]
    assert not found["releases"]
    assert {row["subject_id"] for row in found["figures"]} == {"model-glm-4.5"}
    assert not [row for row in found["evidence"] if "wudao" in row["row_id"]]


def test_a_document_that_goes_takes_everything_with_it():
    rows = fresh()
    document_id = documents()[1].document.document_id
    next(row for row in rows["documents"] if row["document_id"] == document_id)["kind"] = "blog"
    found = validate(rows)
    assert document_id not in json.dumps({name: found[name] for name in CHECKED}, default=str)
    assert len(found["figures"]) == 2  # the other documents say these


def test_keys_stand_once():
    rows = fresh()
    other = {**rows["figures"][0], "metric_text": "zzz"}
    rows["figures"] += [other, dict(rows["figures"][0]), dict(rows["figures"][0])]
    found = validate(rows)
    assert len(found["figures"]) == len(VALID["figures"])
    copies = [row for row in found["quarantine"] if row["check"] == "duplicate-key"]
    assert len(copies) == 3 == len({row["quarantine_id"] for row in copies})


def test_a_typed_reference_needs_its_row_but_a_place_needs_none():
    rows = fresh()
    rows["relations"][0]["object_id"] = "place-anywhere"
    kinds = {row["object_type"] for row in rows["relations"]}
    assert "place" in kinds
    expected = {} if rows["relations"][0]["object_type"] == "place" else {("relations", "foreign-key"): 1}
    faults = new_faults(rows)
    assert {key: count for key, count in faults.items() if key[0] == "relations"} == expected
    for row in rows["relations"]:
        row["object_id"], row["object_type"] = "person-nobody", "person"
    assert new_faults(rows)["relations", "foreign-key"] == len(rows["relations"])


def test_conflicts_are_those_of_the_rows_that_stay():
    rows = fresh()
    rows["conflicts"] = [{"what": "ever"}]
    for row in rows["figures"]:
        if row["value"] == 35_500_000_000:
            row["metric"] = None
    assert not validate(rows)["conflicts"]


_JUNK = st.sampled_from(
    [None, "", "x", -1, 2.5, True, [], ["a"], {"a": 1}, "2025-02-30", "=1", Decimal("NaN"), "\ud800", 10**40]
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_row_is_ever_lost(data):
    rows = fresh()
    for _ in range(data.draw(st.integers(1, 6))):
        dataset = data.draw(st.sampled_from(CHECKED))
        what = data.draw(st.sampled_from(["spoil", "remove", "copy"]))
        if not rows[dataset]:
            continue
        number = data.draw(st.integers(0, len(rows[dataset]) - 1))
        if what == "remove":
            del rows[dataset][number]
        elif what == "copy":
            rows[dataset].append(copy.deepcopy(rows[dataset][number]))
        else:
            column = data.draw(st.sampled_from(sorted(rows[dataset][number])))
            rows[dataset][number][column] = data.draw(_JUNK)
    found = validate(rows)
    named = Counter()
    for row in found["quarantine"]:
        if row["quarantine_id"] not in BEFORE:
            named[row["dataset"], row["row"]] += 1
    for dataset in CHECKED:
        schema = SCHEMAS[dataset]
        kept = Counter(row_json(row) for row in found[dataset])
        for row in rows[dataset]:
            made, _ = coerced(schema, row)
            if kept[row_json(made)]:
                kept[row_json(made)] -= 1
            else:
                assert named[dataset, row_json(row)] or named[dataset, row_json(made)], (dataset, row)
        assert not +kept, "no row appears from nowhere"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validate_module, "check_independently", lambda schema, rows: None)
        assert validate(found)["quarantine"] == found["quarantine"], "what is left is valid"


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.data())
def test_order_of_rows_does_not_matter(data):
    rows = {dataset: data.draw(st.permutations(found)) for dataset, found in fresh().items()}
    assert validate(rows) == VALID


def test_an_unknown_dataset_is_refused():
    with pytest.raises(ShuttenError, match="moods"):
        validate({"moods": []})


@pytest.mark.parametrize(
    ("dataset", "columns"),
    [
        ("figures", {"bound": "roughly"}),
        ("figures", {"figure_id": "x"}),
        ("figures", {"subject": None}),
        ("rankings", {"rank": 0}),
        ("evidence", {"confidence": 7.0}),
        ("documents", {"authors": None}),
    ],
)
def test_pandera_finds_by_itself_what_our_check_would_miss(dataset, columns):
    rows = [{**VALID[dataset][0], **columns}]
    with pytest.raises(ShuttenError, match="fault of shutten"):
        check_independently(SCHEMAS[dataset], rows)


def test_rows_that_our_check_lets_pass_do_not_get_past_pandera(monkeypatch):
    monkeypatch.setattr(validate_module, "coerced", lambda schema, row: (row, []))
    broken = fresh()
    broken["figures"][0]["bound"] = "roughly"
    with pytest.raises(ShuttenError, match="pandera"):
        validate(broken)


def test_pandera_accepts_the_valid_rows():
    for dataset in DATASETS:
        check_independently(SCHEMAS[dataset], VALID[dataset])
        check_independently(SCHEMAS[dataset], [])
