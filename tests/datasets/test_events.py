"""The rows of events and definitions, and what they add to the rows of entities."""

from __future__ import annotations

from dataset_samples import at, date, linker, ref, text_document

from extract.claims.claim import DefinitionClaim, HistoryClaim, PolicyClaim
from extract.datasets.build import DocumentClaims, build_rows
from extract.datasets.validate import validate

JA = (
    "若葉社は1999年に設立された。若葉社の設立：1999年。LKM（列管理機）を指す。計画は2019年に公布。"
    + "市場は静かだった。" * 8
    + "計画は2021年に公布。"
)


def rows_of(*claims_of):
    document = text_document(JA, "ja")
    claims = tuple(each(document) for each in claims_of)
    return validate(build_rows([DocumentClaims(document, claims)], linker()))


def founded(edtf, quote, event="established", text="設立"):
    def make(document):
        return HistoryClaim(
            event=event,
            text=text,
            date=date(edtf),
            subject=ref(document, "organization", "若葉社"),
            evidence=(at(document, quote),),
            rule="r",
            confidence=0.8,
        )

    return make


def test_an_organization_has_the_day_that_events_state_with_the_place_as_evidence():
    rows = rows_of(founded("1999", "1999年に設立"))
    [organization] = rows["organizations"]
    assert (organization["established"], organization["established_latest"]) == ("1999", "1999-12-31")
    quotes = {each["quote"] for each in rows["evidence"] if each["row_id"] == organization["organization_id"]}
    assert quotes == {"若葉社", "1999年に設立"}


def test_a_founding_that_is_told_in_other_words_is_one_event():
    rows = rows_of(founded("1999", "1999年に設立"), founded("1999", "設立：1999年", text="設立：1999年"))
    [event] = rows["events"]
    assert event["subject"] == "若葉社"
    assert sum(each["row_id"] == event["event_id"] for each in rows["evidence"]) == 2


def test_a_history_has_an_event_for_each_text_and_founds_nothing():
    rows = rows_of(
        founded("1999", "1999年に設立", "history", "店を開く"), founded("1999", "設立：1999年", "history", "店を閉める")
    )
    assert {row["text"] for row in rows["events"]} == {"店を開く", "店を閉める"}
    assert rows["organizations"][0]["established"] is None


def test_a_definition_names_its_entity_with_the_full_name_as_an_alias():
    def make(document):
        return DefinitionClaim(
            term="LKM",
            definition="列管理機",
            full_name="Lane Keeping Machine",
            entity=ref(document, "product", "LKM", aliases=("Lane Keeping Machine",)),
            evidence=(at(document, "LKM（列管理機）を指す"),),
            rule="r",
            confidence=0.9,
        )

    rows = rows_of(make)
    [definition], [product] = rows["definitions"], rows["products"]
    assert definition["entity_id"] == product["product_id"]
    assert product["aliases"] == ["LKM", "Lane Keeping Machine"]


def test_two_days_of_issue_of_one_plan_are_two_rows_and_a_conflict():
    def issued(year):
        return lambda document: PolicyClaim(
            jurisdiction=ref(document, "place", "若葉社", "place-jp"),
            title="計画",
            issued=date(year),
            evidence=(at(document, f"{year}年"),),
            rule="r",
            confidence=0.8,
        )

    rows = rows_of(issued("2019"), issued("2021"))
    assert {row["issued"] for row in rows["policies"]} == {"2019", "2021"}
    assert [row["field"] for row in rows["conflicts"]] == ["issued"]
