"""Products whose maker stands in their name or their label, and models that a release opened."""

from __future__ import annotations


def test_a_name_that_begins_with_its_makers(say):
    said = say("事例：百度\n\n百度地図の利用者が増えた。\n")
    assert said.related("product_of") == {("百度地図", "product_of", "百度")}
    assert say("市場の動き\n\n百度地図の利用者が増えた。\n").related("product_of") == set()


def test_products_below_the_label_of_their_maker(say):
    text = "市場の動き\n\n本文である。\n\nMicrosoft製品との融合：\n・GitHub\n・Copilot\n\n出所：公開資料\n"
    assert {product for product, _, _ in say(text).related("product_of")} >= {"GitHub", "Copilot"}


def test_a_new_product_with_its_makers_name(say):
    text = "市場の動き\n\n本文である。\n\nTaobao、NEC健診システム\n"
    assert ("NEC健診システム", "product_of", "NEC") in say(text).related("product_of")


def test_who_opened_a_model(say):
    said = say("概况\n\n2024年5月6日，深度求索开源了DeepSeek-V2。\n", "zh")
    assert ("DeepSeek-V2", "open_sourced_by", "深度求索") in said.related("open_sourced_by")
