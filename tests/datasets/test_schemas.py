import json
import re

import pytest
from frictionless import Schema

from extract.datasets.schema import DATASETS, FACT_DATASETS, read_schemas
from extract.errors import ShuttenError
from extract.resources import _folder, names_folder, schemas_folder

NAMES = "name name_ja name_zh name_en aliases"
CONTRACT = {
    "documents": "document_id kind language title authors publisher published url media_type sha256 pages characters",
    "organizations": f"organization_id {NAMES} category established",
    "people": f"person_id {NAMES}",
    "models": f"model_id {NAMES} family_id version organization_id",
    "products": f"product_id kind {NAMES} organization_id",
    "releases": "release_id model_id model version organization_id organization event date date_earliest date_latest",
    "figures": "figure_id subject_id subject_type subject metric metric_text value value_max unit bound per "
    "as_of as_of_earliest as_of_latest",
    "relations": "relation_id subject_id subject_type subject predicate object_id object_type object qualifier date",
    "policies": "policy_id jurisdiction title issuer issued horizon target scope",
    "events": "event_id event subject_id subject_type subject date date_earliest date_latest text",
    "definitions": "definition_id document_id term definition full_name entity_id entity_type",
    "citations": "citation_id document_id authors year title publisher language cited_document_id",
    "rankings": "ranking_id list rank item_id item score unit tier as_of",
    "tables": "cell_id table_id document_id page caption row column row_header column_header text",
    "evidence": "evidence_id dataset row_id document_id page start end quote bbox rule confidence",
    "links": "link_id entity_id entity_type name candidate_id candidate score reason",
    "conflicts": "conflict_id dataset field subject_id row_ids values severity",
    "corrections": "correction_id dataset row_id field stated corrected reviewer decided_at note",
    "quarantine": "quarantine_id dataset row check message document_id page quote",
    "pages": "page_id document_id page text width height way",
}


def test_every_dataset_of_the_contract_has_its_columns():
    schemas = read_schemas()
    assert set(CONTRACT) == set(DATASETS) == set(schemas)
    # names.json and catalogue.json are for files under sources/, changes.json is for what a review looks at.
    assert {path.stem for path in schemas_folder().glob("*.json")} == {*DATASETS, "names", "catalogue", "changes"}
    for dataset, columns in CONTRACT.items():
        assert set(columns.split()) <= set(schemas[dataset].fields), dataset
        assert schemas[dataset].primary_key == columns.split()[0]


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_schema_is_a_valid_table_schema_and_says_what_its_columns_mean(dataset):
    schema = read_schemas()[dataset]
    Schema.from_descriptor(dict(schema.descriptor))
    assert schema.descriptor["missingValues"] == [""]
    for field in schema.fields.values():
        assert field.description.endswith("."), field.name
        assert len(field.description) > 10, field.name
        assert field.required or "ull" in field.description or field.name.endswith("_latest"), field.name
        assert bool(field.item_type) == (field.type == "array")
        assert (field.scale is not None) == (field.name in {"value", "value_max", "score"})
        if pattern := field.constraints.get("pattern"):
            re.compile(pattern)
            assert "|" not in re.sub(r"\(.*\)", "", pattern), (
                "pandera and frictionless put ^ and $ around it unbracketed"
            )
    assert schema.fields[schema.primary_key].required
    assert schema.fields[schema.primary_key].constraints["unique"]


def test_every_reference_names_a_column_that_is_a_key():
    schemas = read_schemas()
    for schema in schemas.values():
        for foreign in schema.foreign_keys:
            assert set(foreign.fields) <= set(schema.fields)
            keys = {(schemas[foreign.resource].primary_key,), ("document_id", "page")}
            assert foreign.reference in keys
        for typed in schema.typed_keys:
            assert {typed.field, typed.type_field} <= set(schema.fields)
            assert set(typed.resources.values()) <= {*FACT_DATASETS, "documents"}
            assert set(typed.resources) <= set(schema.fields[typed.type_field].constraints["enum"])


def test_every_dated_column_has_its_days():
    for schema in read_schemas().values():
        for column in schema.fields:
            if column.endswith("_earliest"):
                assert {column.removesuffix("_earliest"), column.replace("_earliest", "_latest")} <= set(schema.fields)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"fields": [], "primaryKey": "x_id"}',
        '{"fields": [{"name": "a"}], "primaryKey": "a"}',
    ],
)
def test_a_broken_schema_is_named(tmp_path, text):
    for dataset, schema in read_schemas().items():
        (tmp_path / f"{dataset}.json").write_text(json.dumps(schema.descriptor))
    (tmp_path / "figures.json").write_text(text)
    with pytest.raises(ShuttenError, match=r"figures\.json"):
        read_schemas(tmp_path)


def test_a_missing_schema_is_named(tmp_path):
    with pytest.raises(ShuttenError, match=r"documents\.json: is missing"):
        read_schemas(tmp_path)


def test_resources_of_the_checkout_and_of_the_wheel(tmp_path):
    assert (schemas_folder() / "figures.json").is_file()
    assert names_folder().parts[-2:] == ("sources", "names")
    package = tmp_path / "site-packages" / "extract"
    with pytest.raises(ShuttenError, match="missing from the installed package"):
        _folder(schemas_folder(), "schemas_of_wheel", package)
    (package / "_data" / "schemas").mkdir(parents=True)
    assert _folder(schemas_folder(), "schemas", package) == package / "_data" / "schemas"
    (tmp_path / "schemas").mkdir()  # somebody's folder two levels above an installed package is not the checkout
    assert _folder(schemas_folder(), "schemas", package) == package / "_data" / "schemas"
