from versions_of_rows import changes, document, figure, organization, place, row, told

from extract.review.rekeying import SameThings

DOCUMENTS = [document(1), document(2)]


def version(names, *figures, of=(1, 2)):
    """A version of organizations, each with the places that name it, and of figures; each figure stands where its number says."""
    return {
        "documents": [each for each in DOCUMENTS if each["document_id"] in {f"doc-{number}" for number in of}],
        "organizations": [organization(row_id, name) for row_id, (name, _) in names.items()],
        "figures": list(figures),
        "evidence": [
            *(place("organizations", row_id, abs(start), of=1 if start > 0 else 2) for row_id, (_, starts) in names.items() for start in starts),
            *(place("figures", each["figure_id"], 900 + int(each["value"])) for each in figures),
        ],
    }  # fmt: skip


def test_an_entity_with_another_id_is_the_same_and_so_are_its_rows(tmp_path):
    before = version({"org-a": ("甲", [10, 20, 30])}, figure("figure-1", "org-a", 5))
    after = version({"org-z": ("甲公司", [10, 20, 31])}, figure("figure-2", "org-z", 5, subject="甲公司"))
    assert told(changes(tmp_path, before, after)) == {
        ("re-keyed", "org-a", "org-z", "organization_id", "org-a", "org-z"),
        ("changed", "org-a", "org-z", "name", "甲", "甲公司"),
        ("re-keyed", "figure-1", "figure-2", "subject_id", "org-a", "org-z"),
    }


def test_two_that_become_one_new_are_a_merge(tmp_path):
    before = version(
        {"org-a": ("甲", [10, 20, 30]), "org-b": ("乙", [40])},
        figure("figure-1", "org-a", 5),
        figure("figure-2", "org-b", 6),
    )
    after = version({"org-z": ("甲", [10, 20, 30, 40])}, figure("figure-3", "org-z", 5), figure("figure-4", "org-z", 6))
    assert told(changes(tmp_path, before, after)) == {
        ("re-keyed", "org-a", "org-z", "organization_id", "org-a", "org-z"),
        ("re-keyed", "org-b", "org-z", "organization_id", "org-b", "org-z"),
        ("re-keyed", "figure-1", "figure-3", "subject_id", "org-a", "org-z"),
        ("re-keyed", "figure-2", "figure-4", "subject_id", "org-b", "org-z"),
    }


def test_one_that_becomes_part_of_another_is_a_merge_and_its_rows_join_those_that_say_the_same(tmp_path):
    before = version(
        {"org-a": ("甲", [10, 20]), "org-b": ("乙", [30])},
        figure("figure-1", "org-a", 5),
        figure("figure-2", "org-b", 5),
    )
    after = version({"org-b": ("乙", [10, 20, 30])}, figure("figure-2", "org-b", 5))
    assert told(changes(tmp_path, before, after)) == {
        ("re-keyed", "org-a", "org-b", "organization_id", "org-a", "org-b"),
        ("re-keyed", "figure-1", "figure-2", "subject_id", "org-a", "org-b"),
    }


def test_one_that_becomes_two_is_a_split(tmp_path):
    before = version(
        {"org-a": ("甲", [10, 20, 30, 40])}, figure("figure-1", "org-a", 5), figure("figure-2", "org-a", 6)
    )
    after = version(
        {"org-a": ("甲", [10, 20]), "org-b": ("甲", [30, 40])},
        figure("figure-1", "org-a", 5),
        figure("figure-3", "org-b", 6),
    )
    assert told(changes(tmp_path, before, after)) == {
        ("re-keyed", "org-a", "org-b", "organization_id", "org-a", "org-b"),
        ("re-keyed", "figure-2", "figure-3", "subject_id", "org-a", "org-b"),
    }


def test_a_statement_of_one_that_is_made_of_both_after_a_split_is_no_addition(tmp_path):
    before = version({"org-a": ("甲", [10, 20, 30, 40])}, figure("figure-1", "org-a", 5))
    after = version(
        {"org-a": ("甲", [10, 20]), "org-b": ("甲", [30, 40])},
        figure("figure-1", "org-a", 5),
        figure("figure-2", "org-b", 5),
    )
    assert told(changes(tmp_path, before, after)) == {
        ("re-keyed", "org-a", "org-b", "organization_id", "org-a", "org-b"),
        ("re-keyed", "figure-1", "figure-2", "subject_id", "org-a", "org-b"),
    }


def test_less_than_most_of_the_places_prove_nothing(tmp_path):
    before = version({"org-a": ("甲", [10, 20, 30, 40])})
    after = version({"org-z": ("甲", [10, 20, 31, 41])})
    assert sorted(each.kind for each in changes(tmp_path, before, after)) == ["added", "removed"]


def test_what_went_with_its_document_is_removed(tmp_path):
    before = version({"org-a": ("甲", [-10, -20])})
    after = version({"org-b": ("乙", [10, 20])}, of=(1,))
    assert sorted((each.kind, each.row_id) for each in changes(tmp_path, before, after)) == [
        ("added", "org-b"), ("removed", "doc-2"), ("removed", "org-a"),
    ]  # fmt: skip


def test_a_document_that_went_leaves_the_other_places_to_decide(tmp_path):
    before = version({"org-a": ("甲", [10, -20, -30, -40])})
    after = version({"org-z": ("甲", [10])}, of=(1,))
    assert ("re-keyed", "org-a", "org-z", "organization_id", "org-a", "org-z") in told(changes(tmp_path, before, after))


def test_a_version_that_goes_is_not_taken_for_its_family_that_stays(tmp_path):
    def models(*listed):
        return {
            "documents": DOCUMENTS,
            "models": [row("models", model_id=row_id, name=name) for row_id, name, _ in listed],
            "evidence": [place("models", row_id, start) for row_id, _, starts in listed for start in starts],
        }

    before = models(("model-f", "星", [10, 20, 30]), ("model-f-2", "星2", [20, 30]))
    assert told(changes(tmp_path / "1", before, models(("model-f", "星", [10, 20, 30]))))  == {
        ("removed", None, "model-f-2", None, '{"aliases":[],"family_id":null,"model_id":"model-f-2","name":"星2","name_en":null,"name_ja":null,"name_zh":null,"organization_id":null,"version":null}', None)
    }  # fmt: skip
    # Of a version and its only family that both get another id, each is known again by its name.
    one, other = (
        models(("model-f", "星", [20]), ("model-f-2", "星2", [20])),
        models(("model-b", "星2", [20]), ("model-a", "星", [20])),
    )
    assert told(changes(tmp_path / "2", one, other)) == {
        ("re-keyed", "model-f", "model-a", "model_id", "model-f", "model-a"),
        ("re-keyed", "model-f-2", "model-b", "model_id", "model-f-2", "model-b"),
    }


def test_a_changed_value_of_a_re_keyed_entity_is_told_beside_it(tmp_path):
    before = version({"org-a": ("甲", [10, 20])}, figure("figure-1", "org-a", 5))
    after = version({"org-z": ("甲", [10, 20])}, figure("figure-2", "org-z", 6))
    assert told(changes(tmp_path, before, after)) == {
        ("re-keyed", "org-a", "org-z", "organization_id", "org-a", "org-z"),
        ("re-keyed", "figure-1", "figure-2", "subject_id", "org-a", "org-z"),
        ("changed", "figure-1", "figure-2", "value", "5", "6"),
    }


def test_a_family_and_a_maker_with_another_id_re_key_the_row_that_names_them(tmp_path):
    def models(maker):
        return {
            **version({maker: ("甲", [10, 20])}),
            "models": [row("models", model_id="model-a", name="星", organization_id=maker)],
        }

    assert told(changes(tmp_path, models("org-a"), models("org-z"))) == {
        ("re-keyed", "org-a", "org-z", "organization_id", "org-a", "org-z"),
        ("re-keyed", None, "model-a", "organization_id", "org-a", "org-z"),
    }


def test_a_conflict_of_rows_with_other_keys_is_the_same_conflict(tmp_path):
    def conflicted(entity, *ids):
        conflict = {
            "dataset": "figures",
            "field": "value",
            "subject_id": entity,
            "severity": "high",
            "reason": "values_differ",
        }
        return {
            **version({entity: ("甲", [10, 20])}, *(figure(each, entity, number) for number, each in enumerate(ids))),
            "conflicts": [
                row("conflicts", conflict_id=f"conflict-{entity}", row_ids=list(ids), values=["0", "1"], **conflict)
            ],
        }

    found = changes(tmp_path, conflicted("org-a", "figure-1", "figure-2"), conflicted("org-z", "figure-9", "figure-8"))
    assert {each.kind for each in found} == {"re-keyed"}
    assert {each.field for each in found if each.dataset == "conflicts"} == {"subject_id", "row_ids"}


def test_ids_of_one_thing_have_one_id_that_stands_for_all():
    same = SameThings()
    for one, other in (("b", "c"), ("d", "e"), ("c", "d")):
        same.add(one, other)
    assert {same.of(each) for each in "bcde"} == {"b"}
    assert (same.of("x"), same.has("x"), same.known()) == ("x", False, ("b", "c", "d", "e"))
