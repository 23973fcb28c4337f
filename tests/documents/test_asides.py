"""Roles of the parts of a page: by its headings, its folded parts, its tables; the text stays as it is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.documents.asides import AsideReader
from extract.documents.document import BlockKind, Page
from extract.documents.markdown import read_markdown_page
from extract.documents.plain import read_plain_pages
from extract.lang.language import LANGUAGES, load_language
from extract.text import Span, clean

ASIDES = {code: AsideReader(load_language(code).rules, load_language(code).reading) for code in LANGUAGES}


def read(text: str, language: str = "zh") -> Page:
    return ASIDES[language].read(read_markdown_page(text))


def roles(page: Page, words: str) -> set[str]:
    """Return the roles of the place where `words` stand, and the kind of their block if it is not read."""
    start = page.text.index(words)
    span = Span(start, start + len(words))
    kinds = {block.kind for block in page.blocks if any(line.overlaps(span) for line in block.lines)}
    unread = kinds & {BlockKind.SAMPLE, BlockKind.CODE, BlockKind.FURNITURE}
    return {role.value for role in page.roles_at(span)} | {kind.value for kind in unread}


@pytest.mark.parametrize(
    ("heading", "language", "expected"),
    [
        ("许可证", "zh", {"licence"}),
        ("📄 开源协议", "zh", {"licence"}),
        ("AoyeLM-7B 模型协议", "zh", {"licence"}),
        ("许可证 & 联系我们", "zh", {"licence"}),
        ("License", "zh", {"licence"}),
        ("ライセンス", "ja", {"licence"}),
        ("利用規約", "ja", {"licence"}),
        ("局限性、使用限制与免责声明", "zh", {"doubtful"}),
        ("致谢", "zh", {"doubtful"}),
        ("Citation", "zh", {"doubtful"}),
        ("謝辞", "ja", {"doubtful"}),
        ("生成样例", "zh", {"doubtful"}),
        ("AoyeLM-7B-Chat 示例输出", "zh", {"doubtful"}),
        ("対話例（日本語）", "ja", {"doubtful"}),
        ("甲公司与乙公司签署合作协议", "zh", set()),
        ("甲公司发表声明", "zh", set()),
        ("使用示例", "zh", set()),
        ("对话能力", "zh", set()),
        ("引用量排名", "zh", set()),
        ("ライセンス収入", "ja", set()),
        ("導入事例", "ja", set()),
    ],
)
def test_headings_tell_what_a_part_is(heading: str, language: str, expected: set[str]) -> None:
    page = read(
        f"# 青叶\n\n前言。\n\n## {heading}\n\n此处有说明。\n\n### 1 甲\n\n下级的说明。\n\n## 其他\n\n后记。", language
    )
    assert roles(page, "此处有说明") == expected
    assert roles(page, "下级的说明") == ({"doubtful"} if expected else set())
    assert roles(page, "前言") == set()
    assert roles(page, "后记") == set()


def test_a_title_makes_no_sample_of_its_article():
    assert roles(read("# 对话示例\n\n甲公司发布青叶。"), "甲公司") == set()


def test_dialogues_are_not_read_and_what_stands_around_them_is():
    page = read("# 青叶\n\n青叶有70亿参数。\n用户：红叶多大？\n助手：红叶有1300亿参数。\n\n甲公司有100人。")
    assert roles(page, "红叶多大") == roles(page, "1300亿") == {"sample"}
    assert roles(page, "70亿") == roles(page, "100人") == set()


def test_folded_parts_under_a_heading_of_samples_are_samples():
    text = "# 青叶\n\n## 对话示例\n\n<details><summary>写诗</summary>\n\n红叶有1300亿参数。\n\n</details>\n\n## 其他\n\n<details><summary>更多</summary>\n\n青叶有70亿参数。\n\n</details>\n"
    page = read(text)
    assert roles(page, "1300亿") == {"sample", "doubtful"}
    assert roles(page, "70亿") == set()


def test_folded_parts_are_known_by_their_summary():
    text = "# 青叶\n\n<details>\n<summary><b>长文本生成样例</b></summary>\n\nInput: 红叶多大？\n\nOutput: 红叶有1300亿参数。\n\n#### 第二个\n\n它属于乙公司。\n\n</details>\n\n<details>\n<summary>致谢</summary>\n\n感谢丙公司。\n\n</details>\n\n青叶有70亿参数。\n"
    page = read(text)
    assert "sample" in roles(page, "1300亿")
    assert "sample" in roles(page, "乙公司")
    assert roles(page, "丙公司") == {"doubtful"}
    assert roles(page, "70亿") == set()


def test_the_body_of_a_table_of_questions_and_answers_is_a_sample_and_its_header_is_not():
    page = read(
        "# 青叶\n\n| 输入 | AoyeLM的回答 |\n|--|--|\n| 介绍一下白桦模型的发布者 | 白桦模型由丁公司于2021年发布，参数规模为9亿，用户很多。 |\n\n## 对话示例\n\n| 输入 | AoyeLM的输出 |\n|--|--|\n| 介绍一下松柏模型的发布者 | 松柏模型由丁公司于2021年发布，参数规模为9亿，用户很多。 |\n"
    )
    assert roles(page, "松柏模型由丁公司") == {"sample", "doubtful"}
    assert roles(page, "AoyeLM的输出") == {"doubtful"}
    assert roles(page, "白桦模型由丁公司") == set()


def test_credits_below_a_dialogue_are_no_part_of_it():
    (plain,) = read_plain_pages("青叶\n\n对话示例：\n问：红叶多大？\n答：红叶有1300亿参数。\n编辑：李四")
    page = ASIDES["zh"].read(plain)
    assert roles(page, "1300亿") == {"sample"}
    assert roles(page, "李四") == {"credit"}


def test_credits_within_a_part_of_samples_end_it():
    page = read("# 青叶\n\n## 对话示例\n\n问：红叶多大？\n\n答：红叶有1300亿参数。\n\n编辑：李四\n")
    assert "sample" in roles(page, "1300亿")
    assert "sample" not in roles(page, "李四")


def test_the_summary_of_a_folded_dialogue_is_part_of_it():
    text = "# 青叶\n\n<details>\n<summary>{}</summary>\n\n{}\n\n</details>\n"
    assert roles(read(text.format("扮演红叶", "用户：你好。\n\n助手：您好。")), "扮演红叶") == {"sample"}
    assert roles(read(text.format("介绍红叶", "红叶有1300亿参数。")), "介绍红叶") == set()


def test_noise_becomes_markup_in_order_and_without_overlap():
    page = read(
        "# 青叶\n\n**青叶**（qīng yè）[公司](https://example.org)[1]（点击查看**详情**）发布。\n\n某日的甲公司\n\n广告\n\n发布了青叶[2]模型。"
    )
    assert list(page.markup) == sorted(page.markup)
    assert all(one.end <= other.start for one, other in pairwise(page.markup))
    said = [clean(page.text, block.lines, page.markup).text for block in page.blocks]
    assert said == ["青叶", "青叶公司发布。", "某日的甲公司发布了青叶模型。", ""]


PARTS = st.sampled_from(
    ["# 青叶", "## 对话示例", "### 许可证", "用户：你好", "助手：您好", "问：何时？", "答：2023年。", "广告", "相关阅读", "编辑：李四", "",
     "<details><summary>样例</summary>", "</details>", "- 甲", "| 问题 | 回答 |", "|--|--|", "| 红叶是什么模型？ | 红叶是乙公司的模型。 |", "```", "<pre>", "</pre>",
     "青叶（qīng yè）公司[1]", "@misc{a,", "}", "$ pip install a", "某日的甲公司", "発布了青叶。（点击查看）"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=14), st.sampled_from(LANGUAGES))
def test_no_line_is_lost_or_read_twice_and_offsets_are_true(parts: list[str], language: str) -> None:
    before = read_markdown_page("\n".join(parts))
    page = ASIDES[language].read(before)
    assert page.text == before.text
    assert page.tables == before.tables

    def covered(blocks: Page) -> set[int]:
        return {
            at for block in blocks.blocks for line in block.lines for at in range(*line) if not page.text[at].isspace()
        }

    assert covered(before) <= covered(page)
    read_ = [b for b in page.blocks if b.kind not in {BlockKind.FURNITURE, BlockKind.SAMPLE, BlockKind.CODE}]
    lines = sorted(line for block in read_ for line in block.lines)
    assert all(one.end <= other.start for one, other in pairwise(lines))
    assert all(0 <= aside.span.start < aside.span.end <= len(page.text) for aside in page.asides)
    assert ASIDES[language].read(before) == page
