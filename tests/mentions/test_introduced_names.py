"""Names that a text introduces by what stands around them."""

import pytest

from extract.claims.reader import Reader
from extract.documents.document import Document
from extract.documents.markdown import read_markdown_page
from extract.lang.language import load_language
from extract.mentions.mention import Name
from extract.mentions.names import NameFinder
from extract.sources.knowledge import Knowledge


def names(text: str, lang: str) -> set[tuple[str, str]]:
    """The names of a document read with no list of names: text and type."""
    document = Document("doc-1", "a", "0", "text/markdown", lang, "article", (read_markdown_page(text),))
    reader = Reader(NameFinder(Knowledge({})), load_language(lang))
    found = set()
    for section in reader.read(document):
        cells = [reading for table in section.tables for cell in table.cells for reading in cell.readings]
        for reading in (*section.readings, *cells):
            for mention in reading.names:
                assert isinstance(mention.value, Name)
                assert mention.span.of(reading.text) == mention.text
                if mention.value.entity_type != "place":
                    found.add((mention.text, mention.value.entity_type))
    return found


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("我们训练了“若叶”大模型。", "zh", {("若叶", "model")}),
        ("大規模言語モデル「若葉」を公開した。", "ja", {("若葉", "model")}),
        ("发布了青叶大模型。", "zh", {("青叶", "model")}),
        ("Aoba是一个支持中英双语的对话语言模型。", "zh", {("Aoba", "model")}),
        ("Wakabaは日本語に強い言語モデルです。", "ja", {("Wakaba", "model")}),
        ("在Wakaba数据集上评测", "zh", {("Wakaba", "product")}),
        ("推論エンジンAobaに対応", "ja", {("Aoba", "product")}),
        ("训练用了8块A900显卡", "zh", {("A900", "product")}),
        ("见[Aoba](https://example.org/wakaba/aoba)", "zh", {("Aoba", "product")}),
    ],
)
def test_words_marks_and_links_introduce_names(text, lang, expected):
    assert names(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("针对大模型的评测", "zh"),
        ("发布了行业大模型", "zh"),
        ("发布了多模态大模型。", "zh"),
        ("《青叶》一书介绍了模型", "zh"),
        ("见[这里](https://example.org/wakaba/aoba)", "zh"),
        ("见[Issues](https://github.com/wakaba/aoba/issues)", "zh"),
        ("日本語の大規模言語モデルを公開した。", "ja"),
        ("「次世代の言語モデルは、こうなる」と述べた。", "ja"),
    ],
)
def test_what_introduces_nothing(text, lang):
    assert names(text, lang) == set()


def test_what_one_place_proves_counts_in_the_whole_document():
    text = "Aoba-7B-Chat发布。\n\n用户可以微调Aoba，也可以用aoba2。\n\n“青叶”大模型已经开源，青叶支持中文。\n"
    assert {("Aoba", "model"), ("aoba2", "model"), ("青叶", "model")} <= names(text, "zh")


def test_a_column_of_models_and_columns_of_scores():
    text = "| 模型 | MaruEval | KaruQA (5-shot) | 参数 |\n|--|--|--|--|\n| Aoba | 61.2 | 55.0 | 7B |\n| Wakaba-13B | 63.1 | - | 13B |\n"
    assert names(text, "zh") == {
        ("Aoba", "model"),
        ("Wakaba-13B", "model"),
        ("MaruEval", "product"),
        ("KaruQA", "product"),
    }
