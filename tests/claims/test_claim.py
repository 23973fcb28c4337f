"""A claim without evidence cannot be made."""

import pytest

from extract.claims.claim import ENTITY_TYPES, CitationClaim, Evidence
from extract.text import Span


def test_a_claim_has_evidence():
    values = {
        "authors": (),
        "year": "",
        "title": "甲",
        "publisher": "",
        "language": "ja",
        "rule": "r",
        "confidence": 1.0,
    }
    with pytest.raises(ValueError, match="rule r has no evidence"):
        CitationClaim(evidence=(), **values)
    claim = CitationClaim(evidence=(Evidence(1, Span(0, 1)),), **values)
    assert claim == CitationClaim(evidence=(Evidence(1, Span(0, 1)),), **values)
    assert hash(claim)


def test_the_types_of_entities_are_told():
    assert len(set(ENTITY_TYPES)) == 6


def test_no_claim_names_a_place_twice(say):
    said = say("見出し\n\n出所：甲野太郎（2023）『青葉の研究』若葉社\n")
    assert all(len(set(claim.evidence)) == len(claim.evidence) for claim in said.claims)


def test_unreadable_values_are_problems_with_their_page(say):
    said = say("見出し\n\n市場規模は4,61万ドルである。\n")
    assert [(problem.code, problem.page, problem.quote) for problem in said.problems] == [
        ("value-unreadable", 1, "4,61万ドル")
    ]
