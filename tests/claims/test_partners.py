"""Partners of an ecosystem: by sector where table, box, list or order of lines proves it, and pages that prove none."""

from __future__ import annotations

import pytest
from claims.slide_pages import relations, slide

from extract.claims.claim import RelationClaim


def partners(said) -> set[tuple[str, str, str]]:
    return {
        (each.subject.name, each.object.name, each.qualifier)
        for each in said.of(RelationClaim)
        if each.predicate == "partner_of"
    }


def test_a_list_by_sector(say):
    text = "# 商汤科技的布局\n\n## 合作伙伴\n\n- 金融：招商银行、中信证券\n- 汽车：比亚迪\n"
    assert partners(say(text, "zh", markdown=True)) == {
        ("招商银行", "商汤科技", "金融"),
        ("中信证券", "商汤科技", "金融"),
        ("比亚迪", "商汤科技", "汽车"),
    }


def test_a_table_by_sector(say):
    text = "# 「cotomi」のエコシステム\n\n| 銀行 | 小売 |\n| --- | --- |\n| みずほ銀行 | イオン |\n| 三井住友銀行 | 白鳥堂 |\n"
    assert partners(say(text, markdown=True)) == {
        ("みずほ銀行", "cotomi", "銀行"),
        ("三井住友銀行", "cotomi", "銀行"),
        ("イオン", "cotomi", "小売"),
        ("白鳥堂", "cotomi", "小売"),
    }


def test_a_row_of_names_over_as_many_sectors(say):
    text = "参加の状況\n\nNECのエコシステム\n\n鹿島建設　ヤマト運輸　三井住友銀行\n\n建設　物流　銀行\n\n清水建設\n\n富士通\n"
    assert partners(say(text)) == {
        ("鹿島建設", "NEC", "建設"),
        ("ヤマト運輸", "NEC", "物流"),
        ("三井住友銀行", "NEC", "銀行"),
        ("清水建設", "NEC", "建設"),
        ("富士通", "NEC", ""),
    }


def test_sectors_are_open_where_the_counts_differ(say):
    text = "参加の状況\n\nNECのエコシステム\n\n鹿島建設　三井住友銀行　富士通\n\n物流　教育\n"
    assert {sector for _, _, sector in partners(say(text))} == {""}


def test_sectors_and_names_in_turn(say):
    text = "腾讯的平台\n\n“混元”生态\n\n金融\n中国银行\n・・・\n教育\n好未来\n・・・\n滴滴\n出行\n"
    assert partners(say(text, "zh")) == {
        ("中国银行", "混元", "金融"),
        ("好未来", "混元", "教育"),
        ("滴滴", "混元", "出行"),
    }


def test_boxes_by_sector(finder):
    page = slide("NECのエコシステム", [("建設", "鹿島建設"), ("銀行", "三井住友銀行"), ("小売", "イオン")])
    found = relations(page, finder, "ja")
    assert ("鹿島建設", "partner_of", "NEC", "建設") in found
    assert ("三井住友銀行", "partner_of", "NEC", "銀行") in found


def test_own_products_of_the_owner_are_no_partners(say):
    text = "導入の状況\n\nアリババのエコシステム\n\nT-mall　Taobao\n\n三井住友銀行　富士通　鹿島建設\n"
    said = say(text)
    assert {"T-mall", "Taobao"} == {product for product, _, _ in said.related("product_of")}
    assert len(partners(said)) == 3


def test_names_on_a_page_of_no_ecosystem_are_no_partners(say):
    assert partners(say("市場の動き\n\n鹿島建設　三井住友銀行　富士通\n\n清水建設\n")) == set()


def test_names_below_the_next_source_line_are_no_partners(say):
    text = "参加の状況\n\nNECのエコシステム\n\n鹿島建設　三井住友銀行　富士通\n\n出所：公開資料\n\n日立製作所　イオン　清水建設\n"
    assert {partner for partner, _, _ in partners(say(text))} == {"鹿島建設", "三井住友銀行", "富士通"}


def test_a_title_that_says_whose_partners_they_are(finder):
    page = slide("智谱AI的生态合作伙伴覆盖三个行业", [("金融", "中国银行"), ("汽车", "比亚迪"), ("教育", "好未来")])
    assert {each for each in relations(page, finder, "zh") if each[1] == "partner_of"} == {
        ("中国银行", "partner_of", "智谱AI", "金融"),
        ("比亚迪", "partner_of", "智谱AI", "汽车"),
        ("好未来", "partner_of", "智谱AI", "教育"),
    }


def test_a_heading_that_treats_of_an_organization(say):
    text = "# 富士通の生成AI戦略\n\n## パートナー企業\n\n- 金融：みずほ銀行\n- 製造：トヨタ\n"
    assert partners(say(text, markdown=True)) == {("みずほ銀行", "富士通", "金融"), ("トヨタ", "富士通", "製造")}


def test_a_label_of_partners_says_who_they_are(say):
    text = "优必选的技术栈\n\n框架：\n飞桨、PyTorch\n\n优必选\n成立时间：2012年\n\n优必选合作伙伴：\n比亚迪、富士康、云岭货运\n\n产品：\n小米\n"
    assert partners(say(text, "zh")) == {
        ("比亚迪", "优必选", ""),
        ("富士康", "优必选", ""),
        ("云岭货运", "优必选", ""),
    }


def test_new_names_under_a_label_need_a_known_one(say):
    assert partners(say("富士通の事業\n\n富士通の提携企業：\n白鳥堂、黒羽屋、赤松亭\n")) == set()


def test_neither_the_owner_nor_its_parts_are_partners(say):
    text = "NECのエコシステム\n\nNEC\nPyTorch\n日立製作所\nトヨタ自動車\n三井住友銀行\n"
    assert {name for name, _, _ in partners(say(text))} == {"日立製作所", "トヨタ自動車", "三井住友銀行"}


@pytest.mark.parametrize(
    ("text", "language", "pair"),
    [
        ("微软宣布与法国Mistral AI达成合作。", "zh", {"微软", "Mistral AI"}),
        ("百度携手吉利汽车共同打造智能座舱。", "zh", {"百度", "吉利汽车"}),
        ("小米与比亚迪联合成立实验室。", "zh", {"小米", "比亚迪"}),
        ("NTTデータと富士通は共同でLLMを開発する。", "ja", {"NTTデータ", "富士通"}),
        ("NECは、日立製作所と共同で点検AIを開発した。", "ja", {"NEC", "日立製作所"}),
        ("ソフトバンクはOpenAIと合弁会社を設立する。", "ja", {"ソフトバンク", "OpenAI"}),
    ],
)
def test_who_does_something_together_in_an_announcement(say, text, language, pair):
    found = partners(say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language))
    assert [set(each[:2]) for each in found] == [pair]


def test_what_two_made_is_no_cooperation_of_others(say):
    assert partners(say("概况\n\n百度和吉利汽车的股价上涨。\n", "zh")) == set()
    assert partners(say("概况\n\n微软尚未与Mistral AI达成合作。\n", "zh")) == set()
