"""What is published of two versions: rows by what goes through, whole in themselves, with corrected values."""

import copy
import random
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from versions_of_rows import document, figure, organization, page, place, row

from extract.datasets.columns import rows_of
from extract.datasets.schema import read_schemas
from extract.datasets.store import write_package
from extract.errors import ShuttenError
from extract.review.anchors import anchored
from extract.review.changes import find_changes
from extract.review.settle import settle, settle_first
from extract.sources.verdicts import ChangeVerdict, SeenPlace, line_key

pytestmark = pytest.mark.slow

TEXT = "甲有员工100人。\n丙有员工300人。"


def rows(*parts):
    """Rows of several parts in one."""
    found = {}
    for part in parts:
        for dataset, each in part.items():
            found.setdefault(dataset, []).extend(each)
    return copy.deepcopy(found)


def source(number, text):
    return {"documents": [document(number)], "pages": [page(text, of=number)]}


def company(row_id, name, start, of=1, **values):
    return {
        "organizations": [organization(row_id, name, **values)],
        "evidence": [place("organizations", row_id, start, of=of, quote=name)],
    }


def staff(row_id, org, name, value, start, of=1, quote=None, **values):
    return {
        "figures": [figure(row_id, org, value, subject=name, **values)],
        "evidence": [place("figures", row_id, start, of=of, quote=quote or str(value))],
    }


OLD = rows(source(1, TEXT), company("org-a", "甲", 0), staff("figure-000000000000000a", "org-a", "甲", 100, 4))
NEW = rows(
    OLD,
    source(2, "丙有员工300人。乙公司亦然。"),
    company("org-c", "丙", 0, of=2),
    staff("figure-000000000000000c", "org-c", "丙", 300, 4, of=2),
)


@pytest.fixture
def settled(tmp_path):
    """Settle two versions, with the changes that go through told by rows; return the rows by key."""

    def run(before, after, *through, verdicts=(), rejected=()):
        for name, each in (("before", before), ("after", after)):
            if not (tmp_path / name).is_dir():
                write_package(copy.deepcopy(each), tmp_path / name)
        changes = find_changes(tmp_path / "before", tmp_path / "after")
        assert set(through) | set(rejected) <= {each.row_id for each in changes}
        marked = [_rejected(each) if each.row_id in rejected else each for each in changes]
        tables = settle(
            tmp_path / "before", tmp_path / "after", marked, lambda change: change.row_id in through, verdicts
        )
        write_package(tables, tmp_path / "settled")
        return as_rows(tables)

    return run


def _rejected(change):
    from dataclasses import replace

    return replace(change, status="rejected")


def as_rows(tables):
    schemas = read_schemas()
    return {
        dataset: {each[schemas[dataset].primary_key]: each for each in rows_of(schemas[dataset], table)}
        for dataset, table in tables.items()
    }


def is_whole(found):
    """Assert what a reader may rely on: evidence for each row, its page, its quote, and all that is named."""
    stated = {(each["dataset"], each["row_id"]) for each in found["evidence"].values()}
    for dataset in ("organizations", "models", "products", "figures", "relations", "tables"):
        assert {(dataset, key) for key in found[dataset]} <= stated, dataset
    texts = {(each["document_id"], each["page"]): each["text"] for each in found["pages"].values()}
    for each in found["evidence"].values():
        assert each["row_id"] in found[each["dataset"]]
        assert each["document_id"] in found["documents"]
        assert texts[each["document_id"], each["page"]][each["start"] : each["end"]] == each["quote"]
    for each in found["figures"].values():
        assert each["subject_id"] in found["organizations"]


def test_what_does_not_go_through_stays_out(settled):
    found = settled(OLD, NEW)
    assert (set(found["organizations"]), set(found["figures"])) == ({"org-a"}, {"figure-000000000000000a"})
    assert set(found["documents"]) == {"doc-1"}
    is_whole(found)


def test_a_row_brings_what_it_names_and_the_documents_that_state_it(settled):
    found = settled(OLD, NEW, "figure-000000000000000c")
    assert set(found["figures"]) == {"figure-000000000000000a", "figure-000000000000000c"}
    assert set(found["organizations"]) == {"org-a", "org-c"}
    assert set(found["documents"]) == {"doc-1", "doc-2"}
    is_whole(found)


def test_a_document_alone_brings_its_pages_and_no_fact(settled):
    found = settled(OLD, NEW, "doc-2")
    assert [each["document_id"] for each in found["pages"].values()] == ["doc-1", "doc-2"]
    assert set(found["figures"]) == {"figure-000000000000000a"}
    is_whole(found)


def test_what_was_rejected_is_brought_by_nothing_that_names_it(settled):
    found = settled(OLD, NEW, "figure-000000000000000c", "doc-2", rejected=["org-c"])
    assert (set(found["organizations"]), set(found["figures"])) == ({"org-a"}, {"figure-000000000000000a"})
    is_whole(found)


def test_what_is_stated_by_a_rejected_document_alone_does_not_come(settled):
    found = settled(OLD, NEW, "figure-000000000000000c", "org-c", rejected=["doc-2"])
    assert set(found["documents"]) == {"doc-1"}
    assert set(found["figures"]) == {"figure-000000000000000a"}
    is_whole(found)


def test_a_removed_document_stays_for_a_row_that_stays(settled):
    found = settled(NEW, OLD, "doc-2", "org-c")
    assert set(found["figures"]) == {"figure-000000000000000a", "figure-000000000000000c"}
    assert set(found["organizations"]) == {"org-a", "org-c"}
    assert set(found["documents"]) == {"doc-1", "doc-2"}
    is_whole(found)
    gone = settled(NEW, OLD, "doc-2", "org-c", "figure-000000000000000c")
    assert set(gone["documents"]) == {"doc-1"}
    is_whole(gone)


def test_columns_of_one_row_go_through_by_themselves_and_names_follow(settled, tmp_path):
    after = rows(
        source(1, TEXT), company("org-a", "甲", 0), staff("figure-000000000000000a", "org-a", "甲集团", 100, 4)
    )
    after["organizations"] = [organization("org-a", "甲集团", name_en="Jia", category="company")]
    for name, each in (("before", OLD), ("after", after)):
        write_package(copy.deepcopy(each), tmp_path / name)
    changes = find_changes(tmp_path / "before", tmp_path / "after")
    assert {each.field for each in changes} == {"name", "name_en", "category"}

    def through(*fields):
        return as_rows(settle(tmp_path / "before", tmp_path / "after", changes, lambda each: each.field in fields, ()))

    found = through("name", "category")
    org = found["organizations"]["org-a"]
    assert (org["name"], org["name_en"], org["category"]) == ("甲集团", None, "company")
    assert found["figures"]["figure-000000000000000a"]["subject"] == "甲集团"
    assert through("name_en")["figures"]["figure-000000000000000a"]["subject"] == "甲"


def test_a_value_with_another_key_takes_the_place_of_the_row_or_does_not(settled):
    after = rows(
        source(1, TEXT), company("org-a", "甲", 0), staff("figure-000000000000000b", "org-a", "甲", 120, 4, quote="100")
    )
    assert set(settled(OLD, after)["figures"]) == {"figure-000000000000000a"}
    assert set(settled(OLD, after, "figure-000000000000000b")["figures"]) == {"figure-000000000000000b"}


def test_conflicts_are_those_of_the_rows_that_are_published(settled):
    after = rows(
        NEW,
        staff("figure-000000000000000d", "org-a", "甲", 300, 4, of=2),
        staff("figure-000000000000000e", "org-a", "甲", 301, 4, of=2, quote="300"),
    )
    found = settled(OLD, after, "figure-000000000000000d")
    [conflict] = found["conflicts"].values()
    assert conflict["row_ids"] == ["figure-000000000000000a", "figure-000000000000000d"]
    assert settled(OLD, after)["conflicts"] == {}


def test_everything_or_nothing_through_gives_one_of_the_versions(settled, tmp_path):
    everything = {each.row_id for each in find_all(tmp_path, OLD, NEW)}
    settled(OLD, NEW, *everything)
    assert differing(tmp_path / "settled", tmp_path / "after") == []
    settled(OLD, NEW)
    assert differing(tmp_path / "settled", tmp_path / "before") == []


def find_all(tmp_path, before, after):
    for name, each in (("before", before), ("after", after)):
        write_package(copy.deepcopy(each), tmp_path / name)
    return find_changes(tmp_path / "before", tmp_path / "after")


def differing(one, other):
    return [path.name for path in sorted(one.iterdir()) if path.read_bytes() != (other / path.name).read_bytes()]


# ------------------------------------------------------------------------------------------- pages whose text was read otherwise


def test_a_row_that_stays_is_found_on_its_page_as_it_is_read_now(settled):
    after = rows(source(1, f"序\n{TEXT}"), company("org-a", "甲", 2), company("org-c", "丙", 12))
    found = settled(OLD, after, "org-c")
    assert [each["start"] for each in found["evidence"].values() if each["dataset"] == "figures"] == [6]
    assert found["pages"]["page-1-1"]["text"] == f"序\n{TEXT}"
    is_whole(found)


def test_a_page_stays_as_published_for_words_that_are_not_there_now(settled):
    after = rows(
        source(1, "甲有员工若干。\n丙有员工300人。"),
        company("org-a", "甲", 0),
        staff("figure-000000000000000c", "org-a", "甲", 300, 12),
    )
    after["figures"][0] |= {"metric": "offices"}
    found = settled(OLD, after, "figure-000000000000000c")
    assert found["pages"]["page-1-1"]["text"] == TEXT
    assert {each["start"] for each in found["evidence"].values() if each["row_id"] == "figure-000000000000000c"} == {14}
    assert set(found["figures"]) == {"figure-000000000000000a", "figure-000000000000000c"}
    is_whole(found)


def test_a_row_whose_words_the_published_page_lacks_waits_for_it(settled):
    after = rows(
        source(1, "甲有员工若干。\n丙有员工999人。"),
        company("org-a", "甲", 0),
        staff("figure-000000000000000f", "org-a", "甲", 999, 12),
    )
    after["figures"][0] |= {"metric": "offices"}
    found = settled(OLD, after, "figure-000000000000000f")
    assert set(found["figures"]) == {"figure-000000000000000a"}
    is_whole(found)


@pytest.mark.parametrize(
    ("other", "start"),
    [("首\n甲有100人", 4), ("乙有100人\n甲有100人", 9), ("100\n乙有100人", None), ("甲有百人", None), ("丁有100人", 2)],
)
def test_words_are_found_by_their_line_else_by_their_number(other, start):
    evidence = place("figures", "figure-000000000000000a", 2, quote="100")
    made = anchored(evidence, "甲有100人", other)
    assert (made and made["start"]) == start
    if made:
        assert other[made["start"] : made["end"]] == "100"
        assert (made["evidence_id"] == evidence["evidence_id"]) is False


# ------------------------------------------------------------------------------------------------------------------- corrections


def correction(field, stated, value, start=4, text=TEXT, row_id="figure-000000000000000a", quote="100", **values):
    seen = (SeenPlace("doc-1", 1, start, start + len(quote), quote, line_key(text, start, start + len(quote))),)
    known = {
        "row_before": None,
        "kind": "added",
        "before": None,
        "evidence": seen,
        "reviewer": "mk",
        "time": "2026-01-05",
    }
    known |= {"dataset": "figures", "row": row_id, "field": field, "after": stated, "value": value, "note": "typo"}
    return ChangeVerdict(**{"verdict": "correct", **known, **values})


def test_a_corrected_value_keeps_key_and_evidence_and_what_the_source_says_stands_beside_it(settled):
    found = settled(OLD, NEW, "figure-000000000000000c", verdicts=[correction("value", "100", "1000")])
    assert found["figures"]["figure-000000000000000a"]["value"] == Decimal(1000)
    assert [each["quote"] for each in found["evidence"].values() if each["row_id"] == "figure-000000000000000a"] == [
        "100"
    ]
    [told] = found["corrections"].values()
    assert {name: told[name] for name in ("row_id", "field", "stated", "corrected", "reviewer", "note")} == {
        "row_id": "figure-000000000000000a", "field": "value", "stated": "100", "corrected": "1000", "reviewer": "mk", "note": "typo"
    }  # fmt: skip


def test_an_entity_that_only_a_corrected_value_names_comes_along(settled):
    found = settled(OLD, NEW, "doc-2", verdicts=[correction("subject_id", "org-a", "org-c")])
    figure_a = found["figures"]["figure-000000000000000a"]
    assert (figure_a["subject_id"], figure_a["subject"]) == ("org-c", "丙")
    is_whole(found)


def test_days_follow_a_corrected_date(settled):
    found = settled(OLD, NEW, verdicts=[correction("as_of", None, "2031-03")])
    figure_a = found["figures"]["figure-000000000000000a"]
    assert [figure_a[f"as_of{end}"] for end in ("", "_earliest", "_latest")] == ["2031-03", "2031-03-01", "2031-03-31"]


def test_a_correction_ends_when_the_source_says_something_else(settled):
    assert settled(OLD, NEW, verdicts=[correction("value", "99", "1000")])["corrections"] == {}
    other_line = correction("value", "100", "1000", text=TEXT.replace("甲有", "甲曾有"), start=5)
    assert settled(OLD, NEW, verdicts=[other_line])["corrections"] == {}


def test_a_correction_that_is_published_stays_when_other_changes_go_through(settled, tmp_path):
    corrected = rows(OLD)
    corrected["figures"][0]["value"] = Decimal(1000)
    known = {
        "dataset": "figures",
        "row_id": "figure-000000000000000a",
        "field": "value",
        "stated": "100",
        "corrected": "1000",
    }
    corrected["corrections"] = [
        row("corrections", correction_id="correction-1", reviewer="mk", decided_at="2026", **known)
    ]
    for verdicts in ([correction("value", "100", "1000")], []):  # also after it was undone, until that is accepted
        found = settled(corrected, NEW, "figure-000000000000000c", "doc-2", verdicts=verdicts)
        assert found["figures"]["figure-000000000000000a"]["value"] == Decimal(1000)
        assert [each["corrected"] for each in found["corrections"].values()] == ["1000"]
    undone = settled(corrected, NEW, "figure-000000000000000a")
    assert (undone["figures"]["figure-000000000000000a"]["value"], undone["corrections"]) == (Decimal(100), {})


def test_a_value_that_does_not_fit_its_column_publishes_nothing(settled):
    with pytest.raises(ShuttenError, match="does not fit figures"):
        settled(OLD, NEW, "figure-000000000000000c", verdicts=[correction("value", "100", "viele")])
    with pytest.raises(ShuttenError, match="no column of figures that can be corrected"):
        settled(
            OLD,
            NEW,
            "figure-000000000000000c",
            verdicts=[correction("figure_id", "figure-000000000000000a", "figure-000000000000000b")],
        )


# ------------------------------------------------------------------------------------------------------- the first publication


def first(tmp_path, after, *verdicts):
    write_package(copy.deepcopy(after), tmp_path / "after")
    return as_rows(settle_first(tmp_path / "after", verdicts))


def test_the_first_version_is_the_build_but_for_what_was_rejected_and_corrected(tmp_path):
    found = first(tmp_path, NEW)
    assert {dataset: set(each) for dataset, each in found.items() if each} == {
        "documents": {"doc-1", "doc-2"}, "pages": {"page-1-1", "page-2-1"}, "organizations": {"org-a", "org-c"},
        "figures": {"figure-000000000000000a", "figure-000000000000000c"}, "evidence": {each["evidence_id"] for each in NEW["evidence"]},
    }  # fmt: skip
    reject = correction(None, "{}", None, verdict="reject")
    found = first(tmp_path, NEW, reject)
    assert set(found["figures"]) == {"figure-000000000000000c"}
    is_whole(found)
    assert first(tmp_path, NEW, correction("value", "100", "1000"))["figures"]["figure-000000000000000a"][
        "value"
    ] == Decimal(1000)


def test_facts_about_an_entity_that_was_rejected_do_not_come(tmp_path):
    reject = correction(
        None, "{}", None, verdict="reject", dataset="organizations", row_id="org-a", start=0, quote="甲"
    )
    found = first(tmp_path, NEW, reject)
    assert (set(found["organizations"]), set(found["figures"])) == ({"org-c"}, {"figure-000000000000000c"})
    is_whole(found)


def test_of_a_rejected_column_the_value_from_before_comes_back(tmp_path):
    reject = correction("metric_text", None, None, verdict="reject", kind="changed", before="员工数", after=None)
    assert first(tmp_path, NEW, reject)["figures"]["figure-000000000000000a"]["metric_text"] == "员工数"


# ------------------------------------------------------------------------------------------------------------- real builds, chance


def test_whatever_goes_through_of_real_builds_is_whole(tmp_path):
    sys.path.append(str(Path(__file__).parents[1] / "datasets"))
    from dataset_samples import documents, linker

    from extract.datasets.build import build_rows
    from extract.datasets.validate import validate

    for name, few in (("before", documents()[:1]), ("after", documents())):
        write_package(validate(build_rows(few, linker())), tmp_path / name)
    changes = find_changes(tmp_path / "before", tmp_path / "after")
    assert len(changes) > 20
    for seed in range(4):
        chance = random.Random(seed)
        through = {each.change_id for each in changes if chance.random() < 0.5}

        def goes_through(change, through=through):
            return change.change_id in through

        barred = [
            _rejected(each) if each.change_id not in through and chance.random() < 0.3 else each for each in changes
        ]
        found = settle(tmp_path / "before", tmp_path / "after", barred, goes_through, ())
        again = settle(tmp_path / "before", tmp_path / "after", barred[::-1], goes_through, ())
        assert found == again
        assert len(found["evidence"]) >= sum(len(found[name]) for name in ("figures", "releases", "models"))
