"""Which lines and tables are samples of a dialogue, and which are lists of facts with labels."""

from __future__ import annotations

import pytest

from extract.documents.dialogues import Line, Speakers
from extract.documents.markdown import read_markdown_page
from extract.lang.language import LANGUAGES, load_language

SPEAKERS = {code: Speakers(load_language(code).rules["asides"]["dialogue"]) for code in LANGUAGES}


def samples(text: str, language: str = "zh", *, named: str = "", told: int | None = None, to_end: bool = False) -> str:
    """Return ``x`` for each line of a sample and ``-`` for each other one; an empty line begins a new block."""
    lines, begins = [], True
    for line in text.splitlines():
        if line:
            lines.append(Line(line, begins))
        begins = not line
    found = SPEAKERS[language].samples(lines, named, told=told, to_end=to_end)
    return "".join("x" if any(span.start <= n < span.end for span in found) else "-" for n in range(len(lines)))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("前言。\n\n用户：谁发布了红叶？\n\n助手：乙公司。\n\n后记。", "zh", "-xx-"),
        ("**用户:** 💬\n\n谁发布了红叶？\n\n**AI 回复:** 🎙️\n\n乙公司。\n\n后记。", "zh", "xxxx-"),
        ("<|Human|>: 你好<eoh>\n<|Bot|>: 您好", "zh", "xx"),
        ("<用户>你好\n<助手>您好", "zh", "xx"),
        ("[User]\n你好\n[Assistant]\n您好\n\n后记。", "zh", "xxxx-"),
        ("系统：你是诗人。\n用户：写诗。\n助手：春眠不觉晓。", "zh", "xxx"),
        ("用户：写诗。\n青叶2：春眠。\n用户：再写。\n青叶2：不觉晓。", "zh", "xxxx"),
        ("User1: hi\nAssistant1: hello\nUser2: bye\nAssistant2: bye", "zh", "xxxx"),
        ("ユーザー：こんにちは。\nアシスタント：はい。", "ja", "xx"),
        ("Human: こんにちは。\nAI: はい。", "ja", "xx"),
    ],
)
def test_speakers_that_take_turns_are_a_dialogue(text: str, language: str, expected: str) -> None:
    assert samples(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "用户：3000万人\n助手：5个",  # figures with labels
        "用户：3000万人\n助手：面向企业",
        "用户：面向企业\n助手：5个",
        "用户：面向个人。\n企业：面向公司。",  # one label after another
        "用户：面向个人。\n说明文字。",
        "助手：您好。\n用户：再见。",  # nobody answers
        "Q：青叶何时发布？\nA：2023年5月。",  # frequently asked questions are answered by who wrote the page
        "输入：2元/百万词元\n输出：8元/百万词元",
        "用户可以免费使用。\n助手可以回答。",
    ],
)
def test_facts_with_labels_are_none(text: str) -> None:
    assert "x" not in samples(text)


def test_a_number_can_be_an_answer():
    assert samples("用户：红叶有多少参数？\n助手：1300亿") == "xx"
    assert samples("用户：\n红叶有多少参数？\n助手：1300亿") == "xxx"


def test_templates_of_chats():
    text = "<|im_start|>user\n红叶多大？<|im_end|>\n<|im_start|>assistant\n很大。<|im_end|>\n\n后记。"
    assert SPEAKERS["zh"].may_speak(text)
    assert samples(text) == "xxxx-"


def test_a_label_far_below_a_dialogue_is_no_part_of_it():
    far = "\n\n".join(["正文。"] * 60)
    assert samples(f"用户：你好。\n助手：您好。\n\n{far}\n\n用户：你好。") == "xx" + "-" * 61


@pytest.mark.parametrize(
    ("text", "language", "prompts"),
    [
        ("输入“红叶有1300亿参数吗”，它会回答。", "zh", ["红叶有1300亿参数吗"]),
        ("提示词为：「写一首诗」", "zh", ["写一首诗"]),
        ("对于“红叶多大”这个问题", "zh", ["红叶多大"]),
        ("「若葉は何か」と質問すると", "ja", ["若葉は何か"]),
        ("「若葉は何か」というプロンプト", "ja", ["若葉は何か"]),
        ("甲某回答：“红叶有1300亿参数”。", "zh", []),  # people answer too
        ("甲公司发布了“红叶”模型。", "zh", []),
        ("甲社は「若葉」を公開した。", "ja", []),
    ],
)
def test_prompts_that_a_sentence_quotes(text: str, language: str, prompts: list[str]) -> None:
    assert [span.of(text) for span in SPEAKERS[language].prompts(text)] == prompts


def test_headings_that_are_labels_only_where_both_sides_have_one():
    assert SPEAKERS["zh"].labels({1: "用户", 3: "助手", 5: "规格"}) == {1, 3}
    assert SPEAKERS["zh"].labels({1: "输入：", 3: "输出："}) == {1, 3}
    assert SPEAKERS["zh"].labels({1: "输入", 3: "输出"}) == set()  # of an interface
    assert SPEAKERS["zh"].labels({1: "用户", 3: "规格"}) == set()
    assert SPEAKERS["zh"].labels({1: "用户：3000万", 3: "助手"}) == set()


def test_a_heading_that_names_the_model_makes_its_label_an_answer():
    text = "用户：写诗。\nAoyeLM：春眠。"
    assert samples(text, named="aoyelm-7b 发布") == "xx"
    assert samples(text, named="白桦") == "--"
    assert samples("用户：写诗。\n青叶：春眠。", named="青叶模型") == "xx"


def test_questions_and_answers_count_where_samples_are_told_of():
    text = "问：红叶多大？\n答：红叶有1300亿参数。"
    assert samples(text) == "--"
    assert samples(text, told=0) == "xx"
    assert samples("问：红叶多大？\n答：一。\n示例：\n问：白桦多大？\n答：红叶有1300亿参数。", told=2) == "---xx"


def test_prices_are_no_samples_wherever_they_stand():
    assert samples("输入：2元/百万词元\n输出：8元/百万词元", told=0) == "--"


def test_all_that_follows_belongs_to_a_sample_if_the_heading_says_so():
    text = "问：红叶多大？\n答：很大。\n\n它有1300亿参数。"
    assert samples(text, told=0) == "xx-"
    assert samples(text, told=0, to_end=True) == "xxx"


@pytest.mark.parametrize(
    ("rows", "told", "sample"),
    [
        (["问题 | 回答", "白桦模型是谁发布的？ | 白桦模型由丁公司于2021年发布，参数规模为9亿。"], False, True),
        (["**Prompt** | **Output**", "写一首关于春天的诗 | 春眠不觉晓，处处闻啼鸟，夜来风雨声。"], False, True),
        (
            ["Human | Assitent", "小明的爸爸有三个孩子，老三叫什么？ | 老三叫小明，因为题目已经说了是小明的爸爸。"],
            False,
            True,
        ),
        (["问题 | 青叶", "白桦模型是谁发布的？ | 白桦模型由丁公司于2021年发布，参数规模为9亿。"], True, True),
        (["问题 | 青叶", "白桦模型是谁发布的？ | 白桦模型由丁公司于2021年发布，参数规模为9亿。"], False, False),
        (["模型 | 输入 | 输出", "青叶 | 2元 | 8元"], False, False),
        (["模型 | 输入 | 输出", "青叶 | 128K | 8K"], True, False),
        (["用户 | 数量", "个人 | 3000万"], False, False),
        (["模型 | 参数", "青叶 | 70亿"], True, False),
        (
            ["类别 | 数量 | 输入 | 输出", "古诗 | 5k | 写一首关于春天的诗 | 春眠不觉晓，处处闻啼鸟。"],
            False,
            [2, 3],
        ),
        (
            ["问题 | 回答 | 说明", "小明的爸爸有三个孩子？ | 是的。 | 题目已经说了是小明的爸爸，所以老三叫小明。"],
            False,
            True,
        ),
    ],
)
def test_tables_of_questions_and_answers(rows: list[str], told: bool, sample: bool | list[int]) -> None:
    head, *body = rows
    page = read_markdown_page(
        "\n".join([f"| {head} |", "|" + "--|" * (head.count("|") + 1), *(f"| {row} |" for row in body)])
    )
    (table,) = page.tables
    columns = list(range(head.count("|") + 1)) if sample is True else sample or []
    assert sorted(SPEAKERS["zh"].sample_columns(table, page.text, told=told)) == columns
