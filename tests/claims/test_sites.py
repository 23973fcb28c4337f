"""Hubs and clusters on a map."""

from __future__ import annotations


def test_sites_of_a_map(say):
    text = "计算设施\n\n中国算力枢纽分布图\n\n京津冀枢纽\n\n成渝\n枢纽\n\n贵州枢纽\n"
    assert say(text, "zh").related("located_in") == {
        ("京津冀枢纽", "located_in", "中国"),
        ("成渝枢纽", "located_in", "中国"),
        ("贵州枢纽", "located_in", "中国"),
    }


def test_a_broken_name_is_quoted_as_a_whole(say):
    said = say("計算基盤\n\n日本の拠点の配置図\n\n北関東\nハブ\n\n南九州ハブ\n\n東北ハブ\n")
    quotes = {quote for claim in said.claims for quote in said.quotes(claim) if "北関東" in quote}
    assert quotes == {"北関東\nハブ"}


def test_two_sites_are_no_map(say):
    assert say("計算基盤\n\n日本の配置図\n\n南九州ハブ\n\n東北ハブ\n").related("located_in") == set()


def test_sites_without_a_map_are_nowhere(say):
    assert say("計算基盤\n\n日本の課題\n\n南九州ハブ\n\n東北ハブ\n\n北陸ハブ\n").related("located_in") == set()
