"""News of model pages: what is released, what only stands beside it, what a list under it names."""

from __future__ import annotations

import pytest


def page(say, text: str, language: str = "zh"):
    return say(text + "\n", language, markdown=True).releases


@pytest.mark.parametrize(
    ("text", "language", "releases"),
    [
        ("- 2024-05-06 发布 Aoba-Pro，支持长文本", "zh", {("Aoba-Pro", "released", "2024-05-06")}),
        ("- 2024-05-06 发布 aoba-reranker-base", "zh", {("aoba-reranker-base", "released", "2024-05-06")}),
        ("- 2024-05-06 Aoba-7B v2 版本发布", "zh", {("Aoba-7B v2", "released", "2024-05-06")}),
        ("- 2024-05-06 更新 Aoba-7B 至 v1.5", "zh", {("Aoba-7B1.5", "upgraded", "2024-05-06")}),
        ("- 2024-05-06 新版模型发布：Aoba-7B-Janus", "zh", {("Aoba-7B-Janus", "released", "2024-05-06")}),
        ("- 2024-05-06 发布了青叶-7B-Chat模型权重", "zh", {("青叶-7B-Chat", "released", "2024-05-06")}),
        (
            "- 2024-05-06 发布推理代码和模型权重，其中包含 Aoba-7B 和 Wakaba-7B。",
            "zh",
            {("Aoba-7B", "released", "2024-05-06"), ("Wakaba-7B", "released", "2024-05-06")},
        ),
        (
            "- 2024-05-06 新增 Aoba-7B、Aoba-13B 模型",
            "zh",
            {("Aoba-7B", "released", "2024-05-06"), ("Aoba-13B", "released", "2024-05-06")},
        ),
        ("- 2024年7月15日 Aoba-7B のベースモデルをリリース", "ja", {("Aoba-7B", "released", "2024-07-15")}),
        ("- 2024/05/20 「若葉-7B」を公開", "ja", {("若葉-7B", "released", "2024-05-20")}),
    ],
)
def test_a_line_of_news(say, text, language, releases):
    assert page(say, text, language) == releases


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("- 2024-05-06 新增 Aoba-7B 支持", "zh"),
        ("- 2024-05-06 新增 Aoba-7B 微调教程", "zh"),
        ("- 2024-05-06 在开源同类模型中，Aoba-7B 的表现最好", "zh"),
        ("- 2024-05-06 Aoba-7B 是最强的开源模型", "zh"),
        ("- 2024-05-06 修复 Aoba-7B 加载问题，更新 requirements", "zh"),
        ("- 2024-05-06 发布音频评测基准Aoba-Audio-360", "zh"),
        ("- 2024-05-06 Aoba-7Bの機能を反映した利用規約の更新が行われました", "ja"),
        ("- 2024-05-06 論文「日本語LLMの評価」を公開しました", "ja"),
    ],
)
def test_no_release(say, text, language):
    assert page(say, text, language) == set()


def test_items_under_a_dated_one(say):
    text = (
        "- [2024-05-06] 更新发布新模型: [[测评](#a)]\n\n"
        "  - Aoba-7B-base [[模型](https://example.org/a)]: 在更多数据上训练\n"
        "  - Aoba-7B-chat (v2), 对齐得更好\n"
        "  - Aoba-7B 开启搜索模式\n\n"
        "- 其他说明\n"
    )
    assert {each[0] for each in page(say, text)} == {"Aoba-7B-base", "Aoba-7B-chat"}


def test_a_name_elsewhere_called_a_data_set_is_one(say):
    text = "我们构建了数据集Aoba-Chat-SFT。\n\n- 2024-05-06 发布 Aoba-Chat-SFT\n"
    assert page(say, text) == set()


@pytest.mark.parametrize(
    ("text", "language", "releases"),
    [
        ("### 20240912 更新\n1. 新增 青禾-ASR 模型。\n2. 修复问题。", "zh", {("青禾-ASR", "released", "2024-09-12")}),
        ("### 20240912更新\n1. Aoba v3 モデルを追加しました。", "ja", {("Aoba v3", "released", "2024-09-12")}),
        ("### 20240912更新\n1. Wiki Aoba-7B モデルを追加しました。", "ja", {("Aoba-7B", "released", "2024-09-12")}),
        ("### 20240912更新\n1. Aoba-7B のサポートを追加しました。", "ja", set()),
        ("## [2.1.0] - 2024-09-10\n### 追加\n- Aoba-7Bを公開", "ja", {("Aoba-7B", "released", "2024-09-10")}),
        ("## v2.1 (2024-06-01)\n- 发布 Aoba-7B", "zh", {("Aoba-7B", "released", "2024-06-01")}),
        ("## Aoba-13B 2024-09-10\n### 追加\n- Aoba-7Bを公開", "ja", set()),
        ("**2024年6月**\n- Aoba-7Bを公開\n- 修正", "ja", {("Aoba-7B", "released", "2024-06")}),
        (
            "**2024年6月**\n- 发布 Aoba-7B\n- 发布 Aoba-13B",
            "zh",
            {("Aoba-7B", "released", "2024-06"), ("Aoba-13B", "released", "2024-06")},
        ),
        ("- 2024/12\n    - Aoba-7B リリース\n- 2024/09\n    - 修正", "ja", {("Aoba-7B", "released", "2024-12")}),
        (
            "2025.06.05：Aoba-7B のリリース、以下を含む：\n\n- **Aoba-VL-7B**：視覚言語モデル\n- 修正",
            "ja",
            {("Aoba-7B", "released", "2025-06-05"), ("Aoba-VL-7B", "released", "2025-06-05")},
        ),
        (
            "2025.06.05：发布 Aoba-7B，特点如下：\n\n- Kaede-7B：得分较低",
            "zh",
            {("Aoba-7B", "released", "2025-06-05")},
        ),
        ("**2024年6月**\n\n以前发布了 Aoba-7B。", "zh", set()),
        (
            "✓ Aoba-7Bの公開（2023/5/6）<br>✓ Aoba-13Bの公開（2023/8/14）",
            "ja",
            {("Aoba-7B", "released", "2023-05-06"), ("Aoba-13B", "released", "2023-08-14")},
        ),
        (
            "Aoba-7B 的发布（2023/5/6），Aoba-13B 的发布（2023/8/14）",
            "zh",
            {("Aoba-7B", "released", "2023-05-06"), ("Aoba-13B", "released", "2023-08-14")},
        ),
    ],
)
def test_change_logs_and_dates_in_brackets(say, text, language, releases):
    assert page(say, text, language) == releases
