"""A page's own model that its lines only call the tuned version of a known one."""

from __future__ import annotations

_MAKER = "松风电信AI研究院"


def test_the_tuned_version_of_a_known_model_is_the_one_that_the_title_names(say):
    said = say(
        f"# Songfeng-llama3-Chinese\n\n* {_MAKER}发布业界第一个llama3中文指令微调模型，2024年4月19日\n"
        "* 本模型以Meta Llama 3为基础，增加中文数据进行训练\n",
        "zh",
        markdown=True,
    )
    assert said.releases == {("Songfeng-llama3-Chinese", "released", "2024-04-19")}
    assert said.related("developed_by", "based_on") == {
        ("Songfeng-llama3-Chinese", "developed_by", _MAKER),
        ("Songfeng-llama3-Chinese", "based_on", "Meta Llama 3"),
    }


def test_a_size_behind_the_known_name_stays_a_figure_of_the_own_model(say):
    said = say(f"# Songfeng-llama3-Chinese\n\n{_MAKER}发布llama3 700亿参数中文微调版本模型。\n", "zh", markdown=True)
    assert ("Songfeng-llama3-Chinese", "parameters", "70000000000 parameters", "exact") in said.figures


def test_a_page_of_another_name_keeps_the_known_model(say):
    said = say("# Songfeng-7B-Chat\n\n2024年4月19日，Meta发布Llama 3指令微调模型。\n", "zh", markdown=True)
    assert {release[0] for release in said.releases} == {"Llama 3"}


def test_the_known_model_without_such_words_is_itself(say):
    said = say("# Songfeng-llama3-Chinese\n\n2024年4月18日，Meta发布了Llama 3。\n", "zh", markdown=True)
    assert {release[0] for release in said.releases} == {"Llama 3"}


def test_a_japanese_page(say):
    said = say(
        "# Matsukaze-llama3-Chat\n\n2024年5月1日、llama3の日本語ファインチューニング済みモデルを公開しました。\n",
        "ja",
        markdown=True,
    )
    assert {release[0] for release in said.releases} == {"Matsukaze-llama3-Chat"}
