"""Who made a model, in the many ways in which model pages tell it, and what they tell of others."""

from __future__ import annotations

import pytest


def made(say, text: str, language: str) -> set[tuple[str, str]]:
    return {(each[0], each[2]) for each in say(text + "\n", language, markdown=True).related("developed_by")}


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        ("Aoba-7B 是青禾大学 Qhlab 团队开发的双语大语言模型。", {"青禾大学Qhlab团队"}),
        ("Aoba-7B 是由白石智能继 Aoba-1B 之后开发的大语言模型。", {"白石智能"}),
        ("Aoba-7B 由青禾科技与白石大学语音实验室（BSL）共同研发。", {"青禾科技", "白石大学语音实验室"}),
        (
            "Aoba-7B 是由青禾大学、白石云、南川大学三家单位共同设计研发的法律大模型。",
            {"青禾大学", "白石云", "南川大学"},
        ),
        (
            "Aoba-7B 是青禾大学知识计算实验室联合四川青山银行AI团队研发的大模型。",
            {"青禾大学知识计算实验室", "四川青山银行AI团队"},
        ),
        ("Aoba-7B 由白石万维集团·云工团队打造。", {"白石万维集团·云工团队"}),
        ("Aoba-7B 是由青枫AI团队从零到一独立自主研发的一系列大语言模型。", {"青枫AI团队"}),
        ("Aoba-7B 由青禾大学 X-Q Lab 课题组研发。", {"青禾大学X-Q Lab课题组"}),
        (
            "Aoba-7B 是由[Aoba中文社区](https://a.example)和QhTech（青禾原子）联合研发的大模型。",
            {"Aoba中文社区", "QhTech"},
        ),
        ("Aoba-7B 为青禾科技所研发的文本生成模型。", {"青禾科技"}),
        ("Aoba-7B 来自青禾科技，有 70 亿参数。", {"青禾科技"}),
        ("我们（青禾科技）开源了 Aoba-7B 模型。", {"青禾科技"}),
        ("本仓库是青禾科技 Aoba-7B 模型的官方仓库。", {"青禾科技"}),
        ("青禾云极QinghYun重磅发布的元语大模型Aoba-7B，参数量很大。", {"青禾云极QinghYun"}),
        ("今天，白石研究院青云团队正式开源最新的代码大模型Aoba-7B。", {"白石研究院青云团队"}),
        ("青禾大学语言学院的Qh团队探索了教育大模型Aoba-7B相关项目研发。", {"青禾大学语言学院"}),
        ("This model is great. Aoba-7B was developed by Aoishi Labs.", {"Aoishi Labs"}),
        ("青禾科技“Aoba-7B”大模型采用稀疏架构。", {"青禾科技"}),
        (
            "# Aoba-7B\n\n本项目由青禾大学语音实验室[王小明](https://a.example/w)、[刘大伟](https://a.example/l)完成。",
            {"青禾大学语音实验室"},
        ),
        ("Aoba-7B是红叶人工智能研究院与南川大学联合研发的大模型。", {"红叶人工智能研究院", "南川大学"}),
    ],
)
def test_chinese_sentences(say, text, makers):
    assert made(say, text, "zh") == {("Aoba-7B", maker) for maker in makers}


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        ("Aoba-7Bは、アオイシ社が提供する大規模言語モデルです。", {"アオイシ"}),
        ("Aoba-7Bは青葉大学と株式会社ワカバの共同開発による言語モデルです。", {"青葉大学", "株式会社ワカバ"}),
        (
            "Aoba-7Bは清河大学の言語研究グループと株式会社ワカバにより共同開発されました。",
            {"清河大学", "株式会社ワカバ"},
        ),
        ("Aoba-7BはWakabaResearch が開発・公開した言語モデルです。", {"WakabaResearch"}),
        ("Aoba-7Bは、Wakabiliの音声チームが開発した音声合成モデルです。", {"Wakabili"}),
        ("Aoba-7Bは白石研究室で構築された言語モデルである。", {"白石研究室"}),
        ("ワカナミはAoba-7Bをリリースしました。", {"ワカナミ"}),
        ("ワカナミは、日本語による大規模言語モデル「Aoba-7B」をオープンソースとして公開した。", {"ワカナミ"}),
        ("百度のAIモデル「Aoba-7B」が無料になった。", {"百度"}),
        ("Aoba-7Bは、百度がリリースした最新世代のWakaba-1Bシリーズのオープンソース版です。", {"百度"}),
    ],
)
def test_japanese_sentences(say, text, makers):
    assert {each for each in made(say, text, "ja") if each[0] == "Aoba-7B"} == {("Aoba-7B", maker) for maker in makers}


@pytest.mark.parametrize(
    ("text", "language", "maker"),
    [
        ("# Aoba-7B\n\n是百度研发的大规模视觉语言模型。", "zh", "百度"),
        ("# Aoba-7B\n\n该项目是由百度发布的面向医疗的领域大模型与数据集。", "zh", "百度"),
        ("# Aoba-7B\n\n百度发布的一系列支持中英双语的对话语言大模型。", "zh", "百度"),
        ("# Aoba-7B\n\n一个具有增强对齐的通用大模型，由百度开发。", "zh", "百度"),
        ("# Aoba-7B\n\n这是百度开源的 70 亿参数对话模型。", "zh", "百度"),
        ("# Aoba-7B\n\n## 模型开发者\n\n青禾科技有限公司", "zh", "青禾科技有限公司"),
        ("# Aoba-7B\n\n| 项目 | 内容 |\n|---|---|\n| 开发者 | 百度 |\n| 参数量 | 70亿 |", "zh", "百度"),
        ("# Aoba-7B\n\nDeveloped by Aoishi Labs.", "zh", "Aoishi Labs"),
        ("# Aoba-7B\n\n百度が公開している日本語の事前学習済みモデルです。", "ja", "百度"),
        ("# Aoba-7B\n\n弊社（株式会社ワカバ）が開発したモデルです。", "ja", "株式会社ワカバ"),
        ("# Aoba-7B\n\n本成果は、白石研究所の活動として作成されたものです。", "ja", "白石研究所"),
        ("# Aoba-7B\n\n開発元：ワカナミ", "ja", "ワカナミ"),
        ("# Aoba-7B\n\n開発者: [Wakanami](https://w.example)", "ja", "Wakanami"),
        ("# Aoba-7B\n\n## Creator\n\n白石研究所", "ja", "白石研究所"),
    ],
)
def test_a_page_tells_it_of_its_own_model(say, text, language, maker):
    assert made(say, text, language) == {("Aoba-7B", maker)}


@pytest.mark.parametrize(
    ("text", "language", "model"),
    [
        ("# ChatQing\n\n百度发布的支持中英双语的对话大模型。", "zh", "ChatQing"),
        ("# 🌿ChatQing(青问): 心理大模型\n\n本项目由百度开发。", "zh", "ChatQing"),
        ("# ChatQing\n\nChatQing是一个对话大模型。\n\n# 团队\n\n本项目由百度开发。", "zh", "ChatQing"),
        ("# 青问大模型\n\n青问大模型是由百度自主研发、拥有知识产权的系统。", "zh", "青问大模型"),
        ("# 青禾·明问(QingMing)\n\n该项目由百度研发，开源了多个语言模型。", "zh", "青禾·明问"),
        ("# News\n\n青问由百度开发。\n\n青问（QingWen）是一个对话大模型。", "zh", "青问"),
        ("# Aoba\n\nAobaは百度が提案する大規模モデルシリーズの7Bバージョンです。", "ja", "Aoba"),
    ],
)
def test_the_title_names_the_model(say, text, language, model):
    assert made(say, text, language) == {(model, "百度")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# ChatQing\n\n本项目由百度开发，提供聊天界面。", "zh"),  # nothing says that it is a model
        ("# ChatQing\n\nChatQing是百度开发的大模型微调工具箱。", "zh"),
        ("# Aoba-7B\n\n数据由百度提供的语料训练得到。", "zh"),
        ("# Aoba-7B\n\n本模型由编码器构建，由两阶段训练得到。", "zh"),
        ("# Aoba-7B\n\n分词器由百度开发的工具训练得到。", "zh"),
        ("# Aoba-7B\n\n评测由白石评测机构发布，榜单由青禾大学推出。", "zh"),
        ("# Aoba-7B\n\n本项目由 Python 开发。", "zh"),
        ("# Aoba-7B\n\n单位：万", "zh"),
        ("# Aoba-7B\n\nトークナイザは百度が開発したAobaPieceを用いて学習しました。", "ja"),
        ("# Aoba-7B\n\n学習データは白石図書館が公開したものです。", "ja"),
        ("# Aoba-7B\n\n評価には百度が公開しているベンチマークを用いた。", "ja"),
        ("# Aoba-7B\n\n本ツールは百度が開発したモデルの変換を行います。", "ja"),
        ("# Aoba Toolkit\n\nAoba Toolkitは、百度が開発した学習ライブラリです。", "ja"),
        ("百度は2024年1月にAoba-7Bを公開する予定である。", "ja"),
    ],
)
def test_of_nothing_or_of_others(say, text, language):
    assert made(say, text, language) == set()


def test_the_base_keeps_its_maker_and_the_model_has_none(say):
    text = "# Aoba-7B\n\nAoba-7Bは、百度が開発したWakaba-1Bをベースに追加学習を行ったモデルです。"
    assert made(say, text, "ja") == {("Wakaba-1B", "百度")}
    text = "# Aoba-7B\n\nAoba-7B 是由青禾大学联合研发，以 Wakaba-1B 为底座训练的模型。"
    assert made(say, text, "zh") == {("Aoba-7B", "青禾大学")}


def test_a_known_family_stands_for_its_maker(say):
    assert made(say, "Aoba-7B 是由Qwen团队开发的语言模型。", "zh") in (
        {("Aoba-7B", "Qwen团队")},
        {("Aoba-7B", "Qwen")},
    )


def test_a_column_of_sizes_names_no_models(say):
    table = "| サービス | 開発者 | モデル |\n|--|--|--|\n| aobasan | 百度 | 0.6B、7B |\n| wakaba2 | 株式会社ワカバ | 7B、7B-Chat [4096] |\n"
    assert made(say, table, "ja") == {("aobasan", "百度"), ("wakaba2", "株式会社ワカバ")}


def test_a_japanese_page_that_says_who_offers_its_model_with_the_commas_of_papers(say):
    text = (
        "# aoba-dialog\n\nこのリポジトリでは，NTTが提供する，日本語の対話モデルを評価するための情報を公開しています．"
    )
    assert made(say, text, "ja") == {("aoba-dialog", "NTT")}


@pytest.mark.parametrize(
    "text",
    [
        "本次比赛中，Hugging Face的Aoba-7B模型表现良好。",  # a site that keeps models
        "百度的Llama 2模型服务已经上线。",  # known to be another's
        "本报告由青禾大学完成，使用了Aoba-7B。",
    ],
)
def test_who_only_has_a_model_is_not_its_maker(say, text):
    assert made(say, text, "zh") == set()
