"""Other names that a document gives, and words that point back, in what is said of them."""

import pytest


def named(said, entity_type: str) -> dict[str, tuple[str, ...]]:
    """Names of claims that only say that something is named, each with its aliases."""
    return {
        claim.entity.name: claim.entity.aliases
        for claim in said.claims
        if type(claim).__name__ == "NameClaim" and claim.entity.entity_type == entity_type
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("青叶科技有限公司（以下简称“青叶”）成立于2019年。\n\n今年青叶的员工达到300人。\n", "zh"),
        ("株式会社青葉研究所（以下「青葉」）を紹介する。\n\n今年の青葉の社員は300人である。\n", "ja"),
    ],
)
def test_a_short_form_that_a_document_gives_names_the_same_organization(say, text, language):
    found = named(say(text, language), "organization")
    full = next(iter(found))
    assert all(name == full for name in found)
    assert any(aliases for aliases in found.values())


def test_a_word_that_points_back_is_the_subject_of_what_follows(say):
    said = say("百度は2023年3月に文心一言を公開した。同モデルのパラメータ数は2600億である。\n", "ja")
    figures = [claim for claim in said.claims if type(claim).__name__ == "FigureClaim"]
    assert [(claim.subject.name, int(claim.value)) for claim in figures] == [("文心一言", 260_000_000_000)]


def test_a_word_that_could_point_at_two_names_names_nothing(say):
    said = say("百度与阿里巴巴合作。该公司的用户达到1亿。\n", "zh")
    assert not [
        claim for claim in said.claims if type(claim).__name__ == "FigureClaim" and claim.subject.name == "百度"
    ]


def test_a_word_that_points_back_is_no_name_of_its_own(say):
    said = say("百度は2023年3月に文心一言を公開した。同社は中国の企業である。\n", "ja")
    assert "同社" not in {name for claim in said.claims for name in claim_names(claim)}


def claim_names(claim):
    for field in ("entity", "organization", "model", "subject", "object"):
        ref = getattr(claim, field, None)
        if ref is not None and hasattr(ref, "name"):
            yield ref.name
            yield from ref.aliases
