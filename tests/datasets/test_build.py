import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from dataset_samples import at, date, documents, figure, linker, ref, release, text_document
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claims.claim import Claim, EntityRef, Evidence, PolicyClaim, RelationClaim
from extract.datasets import named
from extract.datasets.build import PUBLISH_FROM, DocumentClaims, build_rows
from extract.datasets.named import most_stated
from extract.datasets.schema import DATASETS, FACT_DATASETS, read_schemas
from extract.datasets.validate import validate
from extract.documents.document import Page
from extract.entities.link import Linker
from extract.mentions.mention import Bound
from extract.sources.knowledge import Knowledge
from extract.text import Span


@pytest.fixture(scope="module")
def rows():
    return build_rows(documents(), linker())


def built(text, *claims_of, language="zh"):
    document = text_document(text, language)
    return build_rows([DocumentClaims(document, tuple(make(document) for make in claims_of))], linker())


def only(found):
    (row,) = found
    return row


def by_id(rows, dataset):
    return {row[f"{read_schemas()[dataset].primary_key}"]: row for row in rows[dataset]}


def test_every_dataset_is_there_with_every_column(rows):
    assert list(rows) == list(DATASETS) or set(rows) == set(DATASETS)
    for dataset, found in rows.items():
        for row in found:
            assert set(row) == set(read_schemas()[dataset].fields), dataset


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_order_of_documents_and_claims_does_not_matter(data):
    given_documents = documents()
    shuffled = [
        DocumentClaims(each.document, tuple(data.draw(st.permutations(each.claims))))
        for each in data.draw(st.permutations(given_documents))
    ]
    expected = build_rows(given_documents, linker())
    found = build_rows(shuffled, linker())
    assert json.dumps(found, default=str, sort_keys=True) == json.dumps(expected, default=str, sort_keys=True)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_any_part_of_the_claims_gives_valid_rows_of_which_all_have_evidence(data):
    some = [
        DocumentClaims(each.document, tuple(claim for claim in each.claims if data.draw(st.booleans())))
        for each in documents()
    ]
    candidates = build_rows(some, linker())
    valid = validate(candidates)
    assert Counter(row["check"] for row in valid["quarantine"]) == Counter(
        row["check"] for row in candidates["quarantine"]
    )
    stated = {(row["dataset"], row["row_id"]) for row in valid["evidence"]}
    for dataset in FACT_DATASETS:
        assert len(valid[dataset]) == len(candidates[dataset])
        for row_id in by_id(valid, dataset):
            assert (dataset, row_id) in stated


def test_a_claim_or_document_given_twice_changes_nothing(rows):
    twice = [DocumentClaims(each.document, each.claims * 2) for each in documents()] + documents()
    assert build_rows(twice, linker()) == rows


def test_adding_a_document_changes_no_id(rows):
    for left_out in range(3):
        fewer = build_rows([each for number, each in enumerate(documents()) if number != left_out], linker())
        for dataset in (*FACT_DATASETS, "evidence"):
            assert set(by_id(fewer, dataset)) <= set(by_id(rows, dataset)), dataset


def test_one_statement_in_two_documents_is_one_row_with_two_pieces_of_evidence(rows):
    row = only(row for row in rows["figures"] if row["subject_id"] == "model-wudao-2.0")
    places = [each for each in rows["evidence"] if each["row_id"] == row["figure_id"]]
    assert row["value"] == 1_750_000_000_000
    assert len({each["document_id"] for each in places}) == 2
    assert all(each["confidence"] == 0.8 and each["rule"] == "figure" and each["main"] for each in places)
    founding = only(row for row in rows["relations"] if row["predicate"] == "founded_by")
    assert len([each for each in rows["evidence"] if each["row_id"] == founding["relation_id"]]) == 2


def test_every_quote_is_the_text_of_its_page(rows):
    texts = {(row["document_id"], row["page"]): row["text"] for row in rows["pages"]}
    for row in rows["evidence"]:
        assert texts[row["document_id"], row["page"]][row["start"] : row["end"]] == row["quote"] != ""
        assert row["bbox"] is None


def test_the_second_place_of_a_claim_is_not_its_main_one(rows):
    chip = only(row for row in rows["relations"] if row["predicate"] == "uses_chip")
    places = [(each["quote"], each["main"]) for each in rows["evidence"] if each["row_id"] == chip["relation_id"]]
    assert sorted(places) == [("GLM-4.5", False), ("使用昇腾芯片", True)]


def test_people_in_two_scripts_are_one(rows):
    person = only(rows["people"])
    assert (person["name_ja"], person["name_zh"], person["aliases"]) == (
        "李開復",
        "李开复",
        ["李开复", "李開復"],
    )


def test_a_version_brings_its_family_with_the_version_s_evidence(rows):
    models = by_id(rows, "models")
    assert models["model-glm-4.5"]["family_id"] == "model-glm"
    assert (models["model-glm"]["family_id"], models["model-glm"]["version"]) == (None, None)
    places = {
        model: {(each["document_id"], each["start"]) for each in rows["evidence"] if each["row_id"] == model}
        for model in ("model-glm", "model-glm-4.5")
    }
    assert places["model-glm"] == places["model-glm-4.5"] != set()


@pytest.mark.parametrize(
    ("name", "version", "aliases"), [("GLM-9", "9", ["GLM"]), ("GLM Pro v9", "9", []), ("GLM", "9", ["GLM"])]
)
def test_a_family_is_spelled_as_in_the_version_s_name(name, version, aliases):
    def make(document):
        return figure(document, ref(document, "model", name, "model-glm", version=version), name, "1")

    models = by_id(built(name, make), "models")
    assert models["model-glm"]["aliases"] == aliases
    assert models["model-glm-9"]["aliases"] == [name]


@pytest.mark.parametrize(("name", "maker"), [("GLM-4-Air-FP8", "org-zhipu"), ("GLM-4-Wakaba", None)])
def test_a_new_model_has_the_row_of_its_family_and_its_maker_if_it_is_a_mere_version(name, maker):
    def uses(document):
        return figure(document, ref(document, "model", name), name, "1")

    def names_zhipu(document):
        subject = ref(document, "organization", "智谱", "org-zhipu")
        return figure(document, subject, "智谱", "1", metric="employees", unit="people")

    rows = validate(built(f"智谱。{name}", uses, names_zhipu))
    assert rows["quarantine"] == []
    models = by_id(rows, "models")
    assert set(models) >= {"model-glm", "model-glm-4"}
    assert models["model-glm-4"]["aliases"] == ["GLM-4"]
    (new,) = (row for row in models.values() if row["name"] == name)
    assert (new["family_id"], new["organization_id"]) == ("model-glm-4", maker)


@pytest.mark.parametrize(
    "more", ["", "一", "二", "三", "四"]
)  # each gives the first document another place in the order
def test_what_one_document_tells_of_a_new_model_s_family_holds_for_its_row(more):
    def plain(document):
        return figure(document, ref(document, "model", "Alpha-X"), "Alpha-X", "1")

    def with_alias(document):
        return figure(document, ref(document, "model", "Alpha-X", aliases=("GLM-4-Air",)), "Alpha-X", "1")

    def by_alias(document):
        return figure(document, ref(document, "model", "GLM-4-Air"), "GLM-4-Air", "1")

    texts = [(f"Alpha-X{more}", (plain,)), ("Alpha-X (GLM-4-Air)", (with_alias, by_alias))]
    made = [(text_document(text, "zh"), claims_of) for text, claims_of in texts]
    given = [DocumentClaims(document, tuple(make(document) for make in claims_of)) for document, claims_of in made]
    models = by_id(build_rows(given, linker()), "models")
    assert {row["name"]: row["family_id"] for row in models.values()} == {
        "Alpha-X": "model-glm-4", "GLM-4": "model-glm", "GLM": None,
    }  # fmt: skip


def test_makers_are_stated_or_known_with_a_row(rows):
    models = by_id(rows, "models")
    assert models["model-wudao-2.0"]["organization_id"] == models["model-wudao"]["organization_id"] == "org-baai"
    assert models["model-glm-4.5"]["organization_id"] is None, "no document names 智谱"

    def names_zhipu(document):
        organization = ref(document, "organization", "智谱", "org-zhipu")
        return RelationClaim(
            evidence=(at(document, "智谱"),),
            rule="r",
            confidence=1,
            subject=organization,
            predicate="partner_of",
            object=organization,
        )

    def uses_glm(document):
        return figure(document, ref(document, "model", "GLM-4.5", "model-glm", version="4.5"), "9", "9")

    assert (
        by_id(built("智谱。GLM-4.5 9", names_zhipu, uses_glm), "models")["model-glm-4.5"]["organization_id"]
        == "org-zhipu"
    )


def test_a_stated_maker_wins_over_the_known_one():
    def by_baai(document):
        organization = ref(document, "organization", "智源", "org-baai")
        model = ref(document, "model", "GLM-9", "model-glm", version="9")
        return RelationClaim(
            evidence=(at(document, "智源的GLM-9"),),
            rule="r",
            confidence=1,
            subject=model,
            predicate="developed_by",
            object=organization,
        )

    models = by_id(built("智源的GLM-9", by_baai), "models")
    assert models["model-glm-9"]["organization_id"] == "org-baai"
    assert models["model-glm"]["organization_id"] is None, "what is said of a version is not said of its family"


def test_the_maker_of_a_release_that_is_no_organization_keeps_its_name_alone():
    def make(document):
        model = ref(document, "model", "GLM-9", "model-glm", version="9")
        return release(document, model, "中国发布GLM-9", "2024", organization=ref(document, "other", "中国"))

    row = only(built("中国发布GLM-9", make)["releases"])
    assert (row["organization_id"], row["organization"]) == (None, "中国")


def test_a_product_is_what_it_is_used_as(rows):
    def make(document):
        model = ref(document, "model", "GLM-9", "model-glm", version="9")
        framework = ref(document, "product", "飞桨")
        return RelationClaim(
            evidence=(at(document, "GLM-9用飞桨"),),
            rule="r",
            confidence=1,
            subject=model,
            predicate="uses_framework",
            object=framework,
        )

    assert only(built("GLM-9用飞桨", make)["products"])["kind"] == "framework"
    assert only(rows["products"])["kind"] == "chip"


def test_founding_dates_are_stated_or_known(rows):
    organizations = by_id(rows, "organizations")
    assert organizations["org-baai"]["established"] == "2018-11"
    assert only(row for row in rows["organizations"] if row["name"] == "零一万物")["established_latest"] == "2023-12-31"


def test_a_cited_document_is_found_by_its_title(rows):
    ja2 = documents()[2].document
    assert only(rows["citations"])["cited_document_id"] == ja2.document_id


def test_two_values_are_two_rows_and_both_stay(rows):
    found = [row["value"] for row in rows["figures"] if row["subject_id"] == "model-glm-4.5"]
    assert sorted(found) == [35_500_000_000, 355_000_000_000]


def test_places_and_countries_have_ids_but_no_rows(rows):
    located = only(row for row in rows["relations"] if row["predicate"] == "located_in")
    assert (located["object_type"], located["object"]) == ("place", "北京市")
    stated = {row["row_id"] for row in rows["evidence"]}
    assert located["object_id"] not in stated
    assert only(rows["policies"])["jurisdiction"] == "中国"


def test_claims_that_cannot_be_published_are_named(rows):
    assert {(row["check"], row["dataset"], row["quote"]) for row in rows["quarantine"]} == {
        ("low-confidence", "figures", "GLM-4.5は"),
        ("date-unknown-year", "releases", "GLM-4.5は7月28日に公開"),
    }
    candidate = json.loads(next(row["row"] for row in rows["quarantine"] if row["dataset"] == "figures"))
    assert candidate["subject"] == "GLM-4.5"
    assert candidate["value"] == "9"
    assert list(candidate) == sorted(candidate)


def test_the_limit_of_confidence_is_a_fact():
    def make(confidence):
        return lambda document: figure(
            document, ref(document, "other", "中国"), "中国", str(confidence), confidence=confidence
        )

    rows = built("中国", make(PUBLISH_FROM), make(0.49), make(float("nan")))
    assert len(rows["figures"]) == 1
    assert [row["check"] for row in rows["quarantine"]] == ["low-confidence", "low-confidence"]


@pytest.mark.parametrize(
    ("evidence", "part"),
    [
        (Evidence(1, Span(2, 2)), "no text"),
        (Evidence(1, Span(2, 3)), "no text"),
        (Evidence(1, Span(0, 99)), "not within"),
        (Evidence(1, Span(-2, 1)), "not within"),
        (Evidence(2, Span(0, 1)), "no page 2"),
        (Evidence(0, Span(0, 1)), "no page 0"),
    ],
)
def test_a_claim_without_words_is_quarantined(evidence, part):
    def wrong(document):
        return replace(figure(document, ref(document, "other", "中国"), "中国", "1"), evidence=(evidence,))

    def wrong_name(document):
        return figure(document, replace(ref(document, "other", "中国"), evidence=evidence), "中国", "2")

    rows = built("中国 a", wrong, wrong_name)
    assert not rows["figures"]
    assert not rows["evidence"]
    assert [row["check"] for row in rows["quarantine"]] == ["empty-quote", "empty-quote"]
    assert all(part in row["message"] for row in rows["quarantine"])
    assert validate(rows)["quarantine"] == rows["quarantine"]


def test_a_date_before_which_nothing_is_known_makes_no_release():
    def make(document):
        return release(document, ref(document, "model", "悟道", "model-wudao"), "悟道", "../2025", "planned")

    assert [row["check"] for row in built("悟道", make)["quarantine"]] == ["date-unknown-year"]


def test_a_figure_may_hold_until_a_day():
    def make(document):
        return figure(document, ref(document, "other", "中国"), "中国", "1", as_of=date("../2025"))

    assert only(validate(built("中国", make))["figures"])["as_of_earliest"] is None


def test_equal_numbers_are_one_value_however_written():
    makers = [
        lambda document, value=value: figure(document, ref(document, "other", "中国"), "中国", value)
        for value in ("1.5E+3", "1500", "1500.00")
    ]
    assert len(built("中国", *makers)["figures"]) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"value": Decimal(2)},
        {"value_max": Decimal(2)},
        {"unit": "x"},
        {"bound": Bound.ABOUT},
        {"per": "day"},
        {"metric": "users"},
        {"as_of": date("2023")},
    ],
)
def test_what_differs_is_another_figure(other):
    def one(document):
        return figure(document, ref(document, "other", "中国"), "中国", "1")

    assert len(built("中国", one, lambda document: replace(one(document), **other))["figures"]) == 2


def test_of_one_row_said_in_several_ways_most_count_and_null_never_wins():
    def policy(**said):
        return lambda document: PolicyClaim(
            evidence=(at(document, said.pop("at")),),
            rule="r",
            confidence=1,
            jurisdiction=None,
            title="AI计划",
            **said,
        )

    rows = built(
        "甲乙丙丁",
        policy(at="甲"),
        policy(at="乙", issuer="国务院"),
        policy(at="丙", issuer="工信部", horizon=date("2030")),
        policy(at="丁", issuer="工信部"),
    )
    row = only(rows["policies"])
    assert (row["issuer"], row["horizon"]) == ("工信部", "2030")


def test_a_box_is_drawn_around_the_quote():
    page = Page(1, "悟道", char_boxes=((1.004, 2.0, 3.0, 4.0), (3.0, 1.5, 5.017, 4.0)), width=100, height=50)
    document = replace(text_document("悟道", "zh"), pages=(page,))
    claim = figure(document, ref(document, "model", "悟道", "model-wudao"), "悟道", "1")
    rows = build_rows([DocumentClaims(document, (claim,))], linker())
    assert {tuple(row["bbox"]) for row in rows["evidence"]} == {(1.0, 1.5, 5.02, 4.0)}
    assert (rows["pages"][0]["width"], rows["documents"][0]["characters"]) == (100.0, 2)


def test_a_name_says_its_language():
    def make(document):
        return figure(document, ref(document, "organization", "トヨタ", aliases=("Toyota", "豊田")), "トヨタ", "1")

    row = only(built("トヨタ", make, language="ja")["organizations"])
    assert (row["name"], row["name_ja"], row["name_en"]) == ("トヨタ", "トヨタ", "Toyota")
    assert row["aliases"] == ["Toyota", "トヨタ", "豊田"]


def test_the_spelling_used_most_is_the_name_and_a_place_counts_once():
    text = "零一萬物 零一万物 零一万物"

    def make(nth, name, value):
        return lambda document: figure(document, ref(document, "organization", name, nth=nth), name, value)

    rows = built(
        text,
        make(0, "零一万物", "1"),
        make(1, "零一万物", "2"),
        *(make(0, "零一萬物", str(n)) for n in range(3, 8)),
    )
    assert only(rows["organizations"])["name"] == "零一万物"


def test_unknown_kinds_of_claims_are_a_fault_of_ours():
    with pytest.raises(TypeError, match="no dataset holds"):
        built("中国", lambda document: Claim(evidence=(at(document, "中国"),), rule="r", confidence=1))


def test_nothing_gives_nothing():
    rows = build_rows([], Linker(Knowledge()))
    assert set(rows) == set(DATASETS)
    assert not any(rows.values())
    assert not any(validate(rows).values())


def test_build_and_link_do_not_import_pandas():
    code = "import sys, extract.datasets.build as b; b.script_key('開'); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_uses_of_an_unknown_name_are_counted_once_and_not_for_every_row(monkeypatch):
    counted = []
    monkeypatch.setattr(named, "most_stated", lambda uses: counted.append(uses) or most_stated(uses))
    names = 300
    document = text_document("零一万物 " * names, "zh")
    claims = []
    for number in range(names):
        evidence = Evidence(1, Span(number * 5, number * 5 + 4))
        subject = EntityRef("organization", "零一万物", evidence)
        claims.append(replace(figure(document, subject, "零一万物", str(number)), evidence=(evidence,)))
    rows = build_rows([DocumentClaims(document, tuple(claims))], linker())
    assert len(rows["figures"]) == names
    assert len(counted) < 10
