"""The fields of a model card: labels and their lists, tables of two columns, front matter."""

from __future__ import annotations

import pytest


def of(say, page: str, language: str, predicate: str) -> set[tuple[str, str]]:
    return {(each[0], each[2]) for each in say(page, language, markdown=True).related(predicate)}


def test_labels_and_the_lists_under_them(say):
    page = (
        "# Aoba-7B\n\nAoba-7Bは言語モデルです。\n\n- 学習データ: JSUT、Kaede-Web1、社内のデータ\n"
        "- **訓練データ:**\n  - [Momiji](https://example.org/momiji)\n  - x/kaede_mix\n"
    )
    assert of(say, page, "ja", "uses_dataset") == {
        ("Aoba-7B", each) for each in ("JSUT", "Kaede-Web1", "Momiji", "kaede_mix")
    }


@pytest.mark.parametrize("text", ["训练数据：我们构建了1.4万亿token的高质量数据。", "训练数据：自建数据、约30B Token"])
def test_sentences_and_sizes_behind_a_label_are_no_names(say, text):
    assert of(say, f"# Aoba-7B\n\nAoba-7B是语言模型。\n\n- {text}\n", "zh", "uses_dataset") == set()


def test_rows_of_properties_are_of_the_heading_above_them(say):
    page = (
        "# 学習済みモデル\n\n## kaede.model\n\n| 項目 | 値 |\n|--|--|\n| 学習コーパス | UD Kaede-GSD（7,050 文） |\n| 正解率 | 94% |\n\n"
        "## Wakaba-7B\n\n| 項目 | 値 |\n|--|--|\n| ベースモデル | momiji/Qwen-7B |\n"
    )
    assert of(say, page, "ja", "uses_dataset") == {("kaede.model", "UD Kaede-GSD")}
    assert of(say, page, "ja", "based_on") == {("Wakaba-7B", "Qwen-7B")}


def test_front_matter_names_bases_and_data(say):
    page = (
        "---\nlicense: mit\nbase_model:\n  - kaede/Qwen-7B\ndatasets: [x/momiji-sft, y/wakaba-ja]\ntags:\n  - x/other-data\n---\n\n"
        "# Aoba-7B\n\nAoba-7B是语言模型。\n"
    )
    assert of(say, page, "zh", "based_on") == {("Aoba-7B", "Qwen-7B")}
    assert of(say, page, "zh", "uses_dataset") == {("Aoba-7B", "momiji-sft"), ("Aoba-7B", "wakaba-ja")}


def test_front_matter_of_a_page_that_names_no_model_states_nothing(say):
    assert of(say, "---\nbase_model: kaede/Qwen-7B\n---\n\n# モデルの説明\n\n本文。\n", "ja", "based_on") == set()


def test_links_to_data_behind_a_label_under_a_heading_of_training(say):
    page = (
        "# 智林-问法\n\n智林-问法(LinLaw)是由北海大学研发的法律大模型。\n\n## {}\n\n"
        "- 英文数据：[QingA](https://huggingface.co/datasets/a/qa) 、[BaiB-2](https://huggingface.co/datasets/b/bb)等\n"
        "- 数据：请先下载[LINC](https://huggingface.co/datasets/c/cc)再运行\n"
    )
    assert of(say, page.format("指令微调训练"), "zh", "uses_dataset") == {
        ("智林-问法", "QingA"),
        ("智林-问法", "BaiB-2"),
    }
    assert of(say, page.format("评测"), "zh", "uses_dataset") == set()
