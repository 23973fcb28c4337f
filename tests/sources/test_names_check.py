"""What `shutten names check` says of names files: each kind of fault once, and what is no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.resources import names_folder
from extract.sources.knowledge import NAMES_FILES
from extract.sources.names_check import check_names


def found(folder: Path, **files: str) -> list[tuple[str, int, str, str]]:
    """Return file, line, id and code of what is wrong with names files."""
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    findings = check_names(folder)
    assert all(each.message and each.remedy for each in findings)
    return [(each.file, each.line, each.entity_id, each.code) for each in findings]


@pytest.mark.slow
def test_the_projects_own_names_have_no_finding():
    assert [str(each) for each in check_names(names_folder())] == []


def test_what_is_no_fault(tmp_path):
    organizations = """
- {id: org-aoba, category: company, ja: 青葉, zh: 青叶, en: Aoba, aliases: [青葉智能], weak: [青叶], not: [青葉台]}
- {id: org-latin, category: company, en: Latin AI}
- {id: org-tokyo, category: university, ja: 東京青葉大学, en: Aoba University}
"""
    models = """
- {id: model-aoba, en: Aoba LLM, maker: org-aoba, weak: [Aoba]}
- {id: model-aoba-2, family: model-aoba, version: "2", zh: 青叶大模型2, en: Aoba LLM 2}
"""
    assert found(tmp_path, organizations=organizations, models=models) == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{id: model-a, en: Aoba, kind: chip}", "'kind' was unexpected"),
        ("{id: model-a, en: Aoba, alias: [Bee]}", "'alias' was unexpected"),
        ("{id: model-a}", "has no name"),
        ("{id: model-a, en: A}", "en: 'A' is too short"),
        ("{id: model-a, en: Aoba, aliases: Bee}", "aliases: 'Bee' is not of type 'array'"),
        ("{id: model-a, en: Aoba, aliases: [3.5]}", "aliases[0]: 3.5 is not of type 'string'"),
        ("{id: Model-A, en: Aoba}", "id: 'Model-A' does not match"),
        ("{en: Aoba}", "'id' is a required property"),
        ("{id: model-a, en: Aoba, version: '2'}", "'family' is a dependency of 'version'"),
        ("{id: model-a, en: Aoba, family: 5, version: '2'}", "family: 5 is not of type 'string'"),
    ],
)
def test_an_entry_that_does_not_fit_the_schema(tmp_path, entry, said):
    (tmp_path / "models.yaml").write_text(f"# models\n- {entry}\n", encoding="utf-8")
    [finding] = [each for each in check_names(tmp_path) if each.code == "entry-invalid"]
    assert (finding.file, finding.line) == ("models.yaml", 2)
    assert said in finding.message


def test_an_id_that_stands_twice(tmp_path):
    models = "- {id: model-a, en: Aoba}\n- {id: model-b, en: Bee}\n- {id: model-a, en: Aoba 2}\n"
    assert found(tmp_path, models=models) == [("models.yaml", 3, "model-a", "id-twice")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("en: Aoba AI", "en: AOBA-ai"),
        ("zh: 青叶, en: One", "ja: 青葉, en: Other"),
        ("zh: 云从科技, en: One", "aliases: [雲從科技], en: Other"),
        ("en: Aoba", "en: Ａｏｂａ"),
        ("en: One, weak: [Aoba]", "en: Other, weak: [Aoba]"),
    ],
)
def test_a_name_of_two_entries(tmp_path, one, other):
    files = {"models": f"- {{id: model-a, {one}}}\n", "products": f"- {{id: product-b, kind: chip, {other}}}\n"}
    assert found(tmp_path, **files) == [("products.yaml", 1, "product-b", "name-ambiguous")]


@pytest.mark.parametrize(
    ("file", "entry", "missing"),
    [
        ("products", "{id: product-a, kind: chip, zh: 青叶芯片}", ["English or Latin letters"]),
        ("products", "{id: product-a, kind: chip, ja: アオバ}", ["English or Latin letters", "Chinese"]),
        ("people", "{id: person-a, zh: 张青叶, en: Zhang Qingye}", ["Japanese"]),
        ("models", "{id: model-a, zh: 青叶, en: Aoba}", []),
        ("organizations", "{id: org-a, category: media, ja: 青葉新聞, en: Aoba}", []),
    ],
)
def test_a_script_in_which_an_entry_has_no_name(tmp_path, file, entry, missing):
    (tmp_path / f"{file}.yaml").write_text(f"- {entry}\n", encoding="utf-8")
    findings = [each for each in check_names(tmp_path) if each.code == "script-missing"]
    assert sorted(each.message for each in findings) == sorted(f"has no name in {each}." for each in missing)


def test_references_that_lead_nowhere(tmp_path):
    models = """
- {id: model-a, en: Aoba, maker: [org-z]}
- {id: model-a-2, family: model-z, version: "2", en: Aoba 2}
- {id: model-b, en: Bee}
- {id: model-b-2, family: model-b, version: "2", en: Bee 2}
- {id: model-b-2-1, family: model-b-2, version: "2-1", en: Bee 2-1}
"""
    assert found(tmp_path, models=models) == [
        ("models.yaml", line, entity_id, "reference-unknown")
        for line, entity_id in ((2, "model-a"), (3, "model-a-2"), (6, "model-b-2-1"))
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("en: Aoba LLM, aliases: [Aoba], weak: [aoba]", "alias-is-weak"),
        ("en: Aoba LLM, aliases: [Aoba], not: [AOBA]", "not-is-name"),
        ("en: Aoba LLM, not: [Wakaba]", "not-is-apart"),
    ],
)
def test_forms_that_contradict(tmp_path, fields, code):
    assert found(tmp_path, models=f"- {{id: model-a, {fields}}}\n") == [("models.yaml", 1, "model-a", code)]


def test_a_file_that_no_run_reads(tmp_path):
    assert found(tmp_path, organisations="- {id: org-a, en: Aoba}\n") == [("organisations.yaml", 0, "", "file-unknown")]


def test_a_finding_names_the_place_and_the_remedy(tmp_path):
    (tmp_path / "models.yaml").write_text("- {id: model-a, en: Aoba, maker: [org-z]}\n", encoding="utf-8")
    [finding] = check_names(tmp_path)
    assert str(finding) == (
        "models.yaml:1: model-a: maker org-z is in no file. [reference-unknown] Add the entry or mend the id."
    )


def test_every_file_has_its_kind_of_entry_in_the_schema(tmp_path):
    for name in NAMES_FILES:
        (tmp_path / name).write_text("- {}\n", encoding="utf-8")
    assert {each.file for each in check_names(tmp_path) if each.code == "entry-invalid"} == set(NAMES_FILES)


@pytest.mark.parametrize(
    ("entry", "code", "said"),
    [
        ("{id: site-b}", "entry-invalid", "'names' is a required property"),
        ("{id: org-b, names: [Bee]}", "entry-invalid", "id: 'org-b' does not match"),
        ("{id: site-b, names: [Bee], en: Bee}", "entry-invalid", "'en' was unexpected"),
        ("{id: site-a, names: [Bee]}", "id-twice", "The id stands at sites.yaml:1 too"),
        ("{id: site-b, names: [Bee], model_pages: ['bee(']}", "pattern-invalid", "bee( is no regular expression"),
        ("{id: site-b, names: [Bee], owners: ['bee(']}", "pattern-invalid", "owners: bee( is no regular expression"),
    ],
)
def test_an_entry_of_a_site(tmp_path, entry, code, said):
    (tmp_path / "sites.yaml").write_text(f"- {{id: site-a, names: [Aoba]}}\n- {entry}\n", encoding="utf-8")
    [finding] = check_names(tmp_path)
    assert (finding.file, finding.line, finding.code) == ("sites.yaml", 2, code)
    assert said in finding.message
    assert finding.remedy


def test_a_site_may_bear_the_name_of_a_product(tmp_path):
    products = "- {id: product-a, kind: service, en: Aoba Hub}\n"
    assert found(tmp_path, products=products, sites="- {id: site-a, names: [Aoba Hub]}\n") == []


def test_places_are_checked_with_what_the_library_knows(tmp_path):
    places = """
- {id: place-cn-bj, not: [北京烤鸭]}
- {id: place-cn-sh, not: [深圳湾]}
- {id: place-jp-aoba, category: district, ja: 青葉区, zh: 青叶区, en: Aoba, aliases: [横浜]}
"""
    assert found(tmp_path, places=places, models="- {id: model-a, zh: 深圳, en: Shenzhen Model}\n") == [
        ("models.yaml", 1, "model-a", "name-ambiguous"),
        ("places.yaml", 3, "place-cn-sh", "not-is-apart"),
        ("places.yaml", 4, "place-jp-aoba", "name-ambiguous"),
    ]


def test_a_place_that_no_library_knows_needs_a_name_and_a_category(tmp_path):
    said = found(tmp_path, places="- {id: place-aoba}\n- {id: place-cn-bj}\n- {id: place-b, ja: 青葉区, en: Aoba}\n")
    assert said == [("places.yaml", 1, "place-aoba", "entry-invalid")] * 2 + [
        ("places.yaml", 3, "place-b", "entry-invalid")
    ]
