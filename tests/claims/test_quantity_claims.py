"""The one form in which tables and prices claim a quantity."""

from __future__ import annotations

from decimal import Decimal

from extract.claims.claim import EntityRef, Evidence
from extract.claims.quantity_claims import quantity_claim
from extract.mentions.mention import Bound, Quantity
from extract.text import Span

PLACE = Evidence(1, Span(0, 4))
MODEL = EntityRef("model", "青叶", PLACE)


def test_all_that_a_quantity_says_is_claimed():
    value = Quantity(Decimal(2), "CNY", "money", Decimal(3), Bound.ABOUT, "month")
    claim = quantity_claim(MODEL, "price", "每月约2至3元", value, (PLACE,), "figures.price-table", 0.75)
    assert (claim.value, claim.value_max, claim.unit, claim.bound, claim.per) == (2, 3, "CNY", Bound.ABOUT, "month")
    assert (claim.subject, claim.metric_text, claim.rule, claim.confidence) == (
        MODEL,
        "每月约2至3元",
        "figures.price-table",
        0.75,
    )


def test_a_bare_number_has_the_unit_of_its_metric():
    value = Quantity(Decimal(32), "", "number")
    assert quantity_claim(MODEL, "layers", "层数", value, (PLACE,), "figures.table", 0.7).unit == "layers"
    assert quantity_claim(MODEL, "share", "占比", value, (PLACE,), "figures.table", 0.7).unit == ""
