import csv
import itertools
import json
from decimal import Decimal

import pyarrow.parquet
import pytest
from dataset_samples import KNOWLEDGE, documents, figure, ref, text_document

from extract.datasets.build import DocumentClaims, build_rows
from extract.datasets.schema import read_schemas
from extract.datasets.store import write_package
from extract.datasets.validate import validate
from extract.entities.keys import own_id
from extract.entities.link import Linker
from extract.sources.verdicts import Verdict


def document(name, entity_type="model", aliases=()):
    made = text_document(f"{name} 1 {' '.join(aliases)}", "zh")
    return DocumentClaims(made, (figure(made, ref(made, entity_type, name, aliases=aliases), name, "1"),))


def rows_of(*given, verdicts=()):
    return validate(build_rows(given, Linker(KNOWLEDGE, verdicts)))


def same(one, other):
    return Verdict(True, one, other, reviewer="a", time="2026-01-01")


def test_a_row_for_a_new_entity_and_its_candidate():
    rows = rows_of(document("GLM-4-Rumination"))
    assert rows["quarantine"] == []
    (link,) = rows["links"]
    assert link == {
        "link_id": link["link_id"],
        "entity_id": own_id("model", "GLM-4-Rumination"),
        "entity_type": "model",
        "name": "GLM-4-Rumination",
        "candidate_id": "model-glm-4",
        "candidate": "GLM-4",
        "score": Decimal("0.7"),
        "reason": "family",
    }


def test_a_candidate_needs_no_row_and_a_new_entity_has_evidence():
    rows = rows_of(document("Huawei", "organization"))
    (link,) = rows["links"]
    assert (link["candidate_id"], link["candidate"], link["reason"]) == ("org-huawei", "ファーウェイ", "sound")
    assert [row["organization_id"] for row in rows["organizations"]] == [link["entity_id"]]
    assert ("organizations", link["entity_id"]) in {(each["dataset"], each["row_id"]) for each in rows["evidence"]}


def test_known_names_and_versions_of_known_families_have_no_links():
    rows = rows_of(*documents())
    known = set(KNOWLEDGE.entities)
    assert {"model-glm-4.5", "model-wudao-2.0"} <= {row["model_id"] for row in rows["models"]}
    assert not {row["entity_id"] for row in rows["links"]} & {"model-glm-4.5", "model-wudao-2.0", *known}


@pytest.mark.slow
def test_the_order_of_documents_does_not_matter():
    given = [
        document("GLM-4-X", aliases=("WuDao-Y",)),
        document("GLM-4-X"),
        document("WuDao-Z"),
        document("昇騰910B", "product"),
    ]
    results = {json.dumps(rows_of(*order)["links"], default=str) for order in itertools.permutations(given)}
    assert len(results) == 1
    assert [(row["name"], row["candidate_id"]) for row in json.loads(results.pop())] == [
        *sorted([("GLM-4-X", "model-glm-4"), ("GLM-4-X", "model-wudao"), ("WuDao-Z", "model-wudao")],
                key=lambda each: (own_id("model", each[0]), each[1])),
        ("昇騰910B", "product-ascend"),
    ]  # fmt: skip


def test_links_change_no_id_and_a_verdict_does_in_all_datasets():
    given = [document("GLM-4-Rumination"), document("GLM-4-Ruminations")]
    before = rows_of(*given)
    new = own_id("model", "GLM-4-Rumination")
    assert {row["model_id"] for row in before["models"]} >= {new, own_id("model", "GLM-4-Ruminations")}
    merged = rows_of(
        *given, verdicts=[same("model:GLM-4-Rumination", "model-glm-4"), same("model-glm-4", "model:GLM-4-Ruminations")]
    )
    assert merged["links"] == []
    assert {row["model_id"] for row in merged["models"]} == {"model-glm", "model-glm-4"}
    assert {row["subject_id"] for row in merged["figures"]} == {"model-glm-4"}
    apart = rows_of(*given, verdicts=[Verdict(False, new, "model-glm-4", reviewer="a", time="2026-01-01")])
    assert {row["entity_id"] for row in apart["links"]} == {own_id("model", "GLM-4-Ruminations")}
    assert apart["models"] == before["models"]


def test_a_link_of_an_entity_without_a_row_is_quarantined():
    rows = build_rows([document("GLM-4-Rumination")], Linker(KNOWLEDGE))
    (link,) = rows["links"]
    rows["links"] += [
        {**link, "link_id": "link-0123456789abcdef", "entity_id": "model-0123456789abcdef"},
        {**link, "link_id": "link-1123456789abcdef", "score": Decimal("1.1")},
        {**link, "link_id": "link-2123456789abcdef", "reason": "guess"},
        {**link, "candidate": ""},
    ]
    checked = validate(rows)
    assert checked["links"] == [link]
    assert sorted(row["check"] for row in checked["quarantine"]) == ["enum", "foreign-key", "maximum", "required"]
    assert {row["dataset"] for row in checked["quarantine"]} == {"links"}


@pytest.mark.parametrize("name", ["=GLM-4-X", "'GLM-4-X", "+GLM-4-X", '"GLM-4-X", 7'])
def test_a_name_that_a_spreadsheet_would_run_is_harmless_and_survives(tmp_path, name):
    row = {
        "link_id": "link-0123456789abcdef", "entity_id": "model-x", "entity_type": "model", "name": name,
        "candidate_id": "model-glm", "candidate": name, "score": Decimal("0.50"), "reason": "sound",
    }  # fmt: skip
    write_package({"links": [row]}, tmp_path / "out")
    with (tmp_path / "out" / "links.csv").open(encoding="utf-8", newline="") as file:
        (read,) = csv.DictReader(file)
    assert read["name"] == read["candidate"] == (name if name[0] == '"' else f"'{name}")
    assert read["score"] == "0.5"
    (stored,) = pyarrow.parquet.read_table(tmp_path / "out" / "links.parquet").to_pylist()
    assert stored == {**row, "score": Decimal("0.500000000")}


def test_no_links_are_an_empty_table_with_its_columns(tmp_path):
    write_package(rows_of(), tmp_path / "out")
    text = (tmp_path / "out" / "links.csv").read_text(encoding="utf-8")
    assert text == ",".join(read_schemas()["links"].fields) + "\n"
    assert pyarrow.parquet.read_table(tmp_path / "out" / "links.parquet").num_rows == 0
