"""Models whose event and date stand above them: in the item, line, heading or cell beside them."""

from __future__ import annotations

import pytest

AOBA = ("Aoba-7B", "released", "2024-03-05")


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("- **2024.3.5 Kaedeツールをリリースしました**\n  - Aoba-7Bをリリースしました、軽量です。", "ja", {AOBA}),
        ("- 20240305更新\n  - Aoba-7B をリリース", "ja", {AOBA}),
        ("- 2024-03-05:\n    - Aoba-7Bを公開", "ja", {AOBA}),
        ("**2024/3/5**\nAoba-7B を公開しました。", "ja", {AOBA}),
        ("**2024-03-05：**\n\n发布了 Aoba-7B，欢迎试用。", "zh", {AOBA}),
        ("## 2024-03-05\n\n- 次のプレビューモデルをリリースしました。\n\n  - `Aoba-7B`", "ja", {AOBA}),
        ("#### 2024.03.05\n\n全新的 Aoba-7B 今日发布。", "zh", {AOBA}),
        ("| 日期 | 更新内容 |\n|---|---|\n| 2024.03.05 | 发布 Aoba-7B |\n| 2024.03.01 | 发布论文 |", "zh", {AOBA}),
        ("| 日付 | 内容 |\n|---|---|\n| 2024/03/05 | Aoba-7Bを公開 |\n| 2024/03/01 | 論文公開 |", "ja", {AOBA}),
        ("### 2024年\n\n- 3/5 发布 Aoba-7B", "zh", {AOBA}),
        ("### 2024年\n\n- 03.05 发布 Aoba-7B", "zh", {AOBA}),
        ("## 2024年\n\n### 3月\n\n- 5日: Aoba-7B 公開", "ja", {AOBA}),
        ("### 2024年3月\n\n- 5日，发布 Aoba-7B", "zh", {AOBA}),
        ("- 240305: 发布 Aoba-7B", "zh", {AOBA}),
    ],
)
def test_the_date_stands_above_or_beside(say, text, language, found):
    assert say(text + "\n", language, markdown=True).releases == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("- [ ] 2024.03.05\n    - [ ] 发布 Aoba-7B", "zh"),
        ("### 2024年\n\n- 1.5 版本发布 Aoba-7B 教程", "zh"),
        ("- 2024.03.05: Kaedeツールを公開。Aoba-7Bは近日公開予定。", "ja"),
        ("- 2024.03.05 创建项目，计划开源 Aoba-7B。", "zh"),
        ("- 2024.03.05 模型已发布\n- Aoba-7B", "zh"),
    ],
)
def test_no_release_on_the_date_above(say, text, language):
    assert say(text + "\n", language, markdown=True).releases == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("- Aoba-7B 将于2024年3月5日开源，敬请期待。", "zh"),
        ("- 2024年3月5日将开源Aoba-7B。", "zh"),
        ("- Aoba-7Bは2024年3月5日に公開予定です。", "ja"),
    ],
)
def test_a_plan_with_its_own_date(say, text, language):
    assert say(text + "\n", language, markdown=True).releases == {("Aoba-7B", "planned", "2024-03-05")}


def test_the_evidence_of_a_cell_holds_the_date_beside_it(say):
    said = say(
        "| 日期 | 更新内容 |\n|---|---|\n| 2024.03.05 | 发布 Aoba-7B |\n| 2024.03.01 | 发布论文 |\n",
        "zh",
        markdown=True,
    )
    (claim,) = [each for each in said.claims if type(each).__name__ == "ReleaseClaim"]
    assert said.quotes(claim) == ["发布 Aoba-7B", "2024.03.05"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "<details open>\n<summary><strong>2024.03.05: Kaedeツール 3.4.0リリース</strong></summary>\n"
            "* Aoba-7B（最先端）: 解析のための最新モデルが公開されました！\n    * 94.5%の精度\n\n</details>",
            "ja",
        ),
        (
            "<details>\n<summary>2024.03.05: Kaedeツール 3.3.0リリース</summary>\n\n- Aoba-7Bをリリース:\n    - 高速\n</details>",
            "ja",
        ),
        ("### 2024.03.05: Kaede工具 3.3.0 发布\n- 发布 Aoba-7B：\n  - 支持 109 种语言", "zh"),
    ],
)
def test_what_a_dated_headline_folds(say, text, language):
    assert say(text + "\n", language, markdown=True).releases == {AOBA}


@pytest.mark.parametrize(
    "text",
    [
        "**🔥2024.03.05 发布Kaede工具 v2.1**\n\n- 新增 Aoba-7B、Aoba-13B 模型",  # what the tool can run now
        "# 更新\n\n[2024.03.05] 我们发布了 Kaede工具，特点：\n- 速度快\n\n# 介绍\n\n- Aoba-7B 是青叶推出的新一代模型",
    ],
)
def test_what_stands_below_the_release_of_a_tool(say, text):
    assert not {name for name, _, _ in say(text + "\n", "zh", markdown=True).releases} & {"Aoba-7B", "Aoba-13B"}


def test_a_sentence_with_name_and_date_is_one_event(say):
    text = "| 模型 | 发布时间 |\n|---|---|\n| Kaede-7B | 2024-01-01 |\n\n- Aoba-7B：2024年3月5日开源\n"
    found = {each for each in say(text, "zh", markdown=True).releases if each[0] == "Aoba-7B"}
    assert found == {("Aoba-7B", "open_sourced", "2024-03-05")}
