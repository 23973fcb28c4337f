"""The names files: what an entry gives, and every fault of one as an error that names it and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import ShuttenError
from extract.sources.knowledge import ENTITY_FILES, read_knowledge
from extract.sources.places import library_places
from extract.sources.spellings import script_variants


def write(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder


def test_an_entry(tmp_path):
    folder = write(
        tmp_path,
        organizations="- {id: org-a, ja: 甲社, zh: 甲公司, category: company, established: '1999'}\n",
        models="- {id: model-a, en: Aoba}\n"
        "- {id: model-a-2, family: model-a, version: '2.0', en: Aoba 2.0, maker: org-a, aliases: [青葉2.0], weak: [青葉],"
        " not: [青葉台]}\n",
    )
    known = read_knowledge(folder)
    entity = known["model-a-2"]
    assert (entity.entity_type, entity.family, entity.version, entity.makers) == ("model", "model-a", "2.0", ("org-a",))
    assert entity.surface_forms() == ("Aoba 2.0", "青葉2.0", "青葉")
    assert entity.look_alikes == ("青葉台",)
    assert (known["org-a"].category, known["org-a"].established) == ("company", "1999")
    assert known["org-a"].names == {"ja": "甲社", "zh": "甲公司"}
    assert known.get("org-b") is None


def test_entities_are_in_the_order_of_their_ids(tmp_path):
    folder = write(
        tmp_path, products="- {id: product-b, en: B}\n- {id: product-a, en: A}\n", people="- {id: person-a, en: P}\n"
    )
    entities = list(read_knowledge(folder).entities)
    assert entities == sorted(entities)
    assert [each for each in entities if not each.startswith("place-")] == ["person-a", "product-a", "product-b"]


def test_a_folder_without_files_knows_the_places_of_the_libraries_alone(tmp_path):
    assert read_knowledge(tmp_path).entities == library_places()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: b\n", "not a list"),
        ("- : [\n", "not valid YAML"),
        ("- {en: A}\n", "no id"),
        ("- A\n", "no id"),
        ("- {id: 5, en: A}\n", "no id"),
        ("- {id: model-a}\n", "no name"),
        ("- {id: model-a, en: A, alias: [B]}\n", "unknown keys alias"),
        ("- {id: model-a, en: A}\n- {id: model-a, en: B}\n", "stands twice"),
        ("- {id: model-a, en: A, maker: [org-z]}\n", "names org-z"),
        ("- {id: model-a, en: A, family: model-z}\n", "names model-z"),
    ],
)
def test_a_fault_names_the_entry_and_the_remedy(tmp_path, content, said):
    with pytest.raises(ShuttenError, match=said) as caught:
        read_knowledge(write(tmp_path, models=content))
    assert str(tmp_path) in caught.value.place
    assert caught.value.remedy


def test_a_file_that_is_not_utf8(tmp_path):
    (tmp_path / "models.yaml").write_bytes("- {id: model-a, ja: 青葉}\n".encode("cp932"))
    with pytest.raises(ShuttenError, match="not valid YAML"):
        read_knowledge(tmp_path)


# The names that the project itself knows.


def test_every_entity_has_the_prefix_of_its_file(knowledge):
    prefixes = {
        "organization": "org-",
        "model": "model-",
        "product": "product-",
        "person": "person-",
        "place": "place-",
    }
    assert set(prefixes) == set(ENTITY_FILES.values())
    wrong = [
        each.entity_id
        for each in knowledge.entities.values()
        if not each.entity_id.startswith(prefixes[each.entity_type])
    ]
    assert wrong == []


def test_a_version_has_a_family_and_a_family_has_none(knowledge):
    for entity in knowledge.entities.values():
        assert bool(entity.family) == bool(entity.version) or entity.entity_type != "model", entity.entity_id
        if entity.family:
            assert not knowledge[entity.family].family, entity.entity_id


def test_a_look_alike_holds_a_form_of_its_entity(knowledge):
    for entity in knowledge.entities.values():
        forms = {variant for form in entity.surface_forms() for variant in script_variants(form)}
        for look_alike in entity.look_alikes:
            variants = script_variants(look_alike)
            assert any(form.casefold() in variant.casefold() for form in forms for variant in variants), (
                entity.entity_id,
                look_alike,
            )


def test_no_name_is_a_single_character(knowledge):
    assert [e.entity_id for e in knowledge.entities.values() if any(len(form) < 2 for form in e.surface_forms())] == []
