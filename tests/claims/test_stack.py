"""The layers of a company: chips, frameworks, data sets, models, fields and products, in boxes and in lines."""

from __future__ import annotations

from claims.slide_pages import relations, slide


def test_rows_of_boxes(finder):
    page = slide(
        "典型案例：科大讯飞",
        [
            ("芯片", "昇腾910B"),
            ("框架", "昇思MindSpore"),
            ("模型", "讯飞星火大模型"),
            ("应用领域", "医疗"),
            ("应用领域", "供应链金融"),
            ("产品", "讯飞听见"),
        ],
    )
    found = relations(page, finder, "zh")
    assert ("科大讯飞", "uses_chip", "昇腾910B", "") in found
    assert ("科大讯飞", "uses_framework", "昇思MindSpore", "") in found
    assert {("科大讯飞", "application", field, "") for field in ("医疗", "供应链金融")} <= found
    assert ("讯飞听见", "product_of", "科大讯飞", "") in found
    assert any(subject.startswith("讯飞星火") and what == "developed_by" for subject, what, _, _ in found)


def test_a_model_that_heads_a_box(finder):
    page = slide("事例：NEC", [("モデル", "cotomi"), ("cotomi", "「cotomi Pro」"), ("チップ", "A100")])
    assert ("cotomi Pro", "based_on", "cotomi", "") in relations(page, finder, "ja")


def test_what_another_makes_is_not_the_subject_of_the_slide(finder):
    page = slide("事例：NEC", [("モデル", "「文心一言」"), ("チップ", "A100"), ("製品", "Gmail")])
    found = relations(page, finder, "ja")
    assert not any(predicate in {"developed_by", "product_of"} for _, predicate, _, _ in found)
    assert ("NEC", "uses_chip", "A100", "") in found, "a chip may well be another's"


def test_boxes_without_a_subject_state_nothing(finder):
    page = slide("各層の構成", [("チップ", "A100"), ("フレームワーク", "PyTorch"), ("業界応用", "医療")])
    assert relations(page, finder, "ja") == set()


def deck(body: str) -> str:
    return f"事例：NEC\n\n本文である。\n\n{body}\n"


def test_lines_below_a_label(say):
    said = say(deck("データ：\n・社内の日本語会話データセット（2TB）\n\nチップ：\n・A100を採用"))
    assert said.related("uses_dataset") == {("NEC", "uses_dataset", "日本語会話データセット")}
    assert said.related("uses_chip") == {("NEC", "uses_chip", "A100")}


def test_a_sentence_below_a_label_names_only_what_is_of_its_kind(say):
    assert say(deck("チップ：\n・PyTorchで学習した")).related("uses_chip") == set()


def test_fields_before_a_word_for_fields(say):
    said = say(deck("業界応用：\n・EC、スマートシティ、医療等の業界を中心に実装が進む"))
    assert said.related("application") == {("NEC", "application", each) for each in ("EC", "スマートシティ", "医療")}


def test_a_row_of_fields_without_a_label(say):
    body = "チップ：A100\n\nフレームワーク：PyTorch\n\n{}\n"
    named = say(deck(body.format("スマート物流　教育　遠隔点検"))).related("application")
    assert {field for _, _, field in named} == {"スマート物流", "教育", "遠隔点検"}
    assert say(deck(body.format("共同購買　遠隔点検　見守り"))).related("application") == set()


def test_own_products_in_a_sentence(say):
    said = say(deck("製品融合：\n・T-mall、Taobaoなどの自社事業に導入する").replace("NEC", "アリババ"))
    assert {product for product, _, _ in said.related("product_of")} == {"T-mall", "Taobao"}


def test_labels_beside_each_other_name_nothing_below_them(say):
    assert say(deck("チップ\nフレームワーク\nPyTorch\nA100")).related("uses_framework") == set()


def test_the_words_that_close_a_list_of_fields_are_no_part_of_it(say):
    said = say("# 华为\n\n行业应用：\n\n- 汽车、物流等行业\n", "zh", markdown=True)
    assert {target for _, _, target in said.related("application")} == {"汽车", "物流"}
