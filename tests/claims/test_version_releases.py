"""Releases that a line tells of the page's own model by its version: v2 に更新 … [2024.05.26], 更新 v1.1 版本."""

from __future__ import annotations

import pytest


def releases(say, text: str, language: str) -> set[tuple[str, str, str]]:
    return say(text, language, markdown=True).releases


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "# Aoba-TTS\n- **v5に更新**、1024x1024まで対応。[2024.11.08]",
            "ja",
            {("Aoba-TTS v5", "upgraded", "2024-11-08")},
        ),
        ("# Aoba-TTS\n- 2024/03/05: v1.1を公開しました。", "ja", {("Aoba-TTS v1.1", "released", "2024-03-05")}),
        (
            "# Aoba-TTS\n**[2023/05/15]** 更新 v1.1 版本 checkpoint。",
            "zh",
            {("Aoba-TTS v1.1", "upgraded", "2023-05-15")},
        ),
        ("# Aoba-TTS\n- 2023.05.15 V2.0 正式发布", "zh", {("Aoba-TTS v2.0", "released", "2023-05-15")}),
        (
            "# Kaede\n- 2024-10-07:\n    - v0.3の事前学習済みモデルを更新し、速度を改善",
            "ja",
            {("Kaede v0.3", "upgraded", "2024-10-07")},
        ),
    ],
)
def test_a_version_alone_is_that_of_the_pages_model(say, text, language, found):
    assert releases(say, text, language) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# Aoba-TTS\n- 2024/03/05: v1.4.7を公開しました。", "ja"),  # three parts: software
        ("# Kaede\n- 2024/03/05: v0.3をリリース", "ja"),  # nothing says that Kaede or its v0.3 is a model
        ("# Aoba-TTS\n- 2024/03/05: v2の公開予定", "ja"),
        ("# Aoba-TTS\n- [2024/03/05] 发布[v4.1版本](https://github.com/aoba/aoba/releases/tag/v4.1)", "zh"),
        ("# Aoba 3\n- 2024/03/05: v4.1を公開しました。", "ja"),  # the name has a version of its own
        ("- 2024/03/05: v1.1を公開しました。", "ja"),  # no title
        ("# Aoba-TTS\n- 2024/03/05: v1.1のKaede-Datasetを公開", "ja"),
        ("# Aoba-TTS\n- 2024.03.05: v2論文を公開", "ja"),
        ("# Aoba-TTS\n- 2024.03.05: 更新 v1.2 版本的数据集", "zh"),
    ],
)
def test_no_version_of_the_pages_model(say, text, language):
    assert releases(say, text, language) == set()


def test_the_evidence_names_model_version_and_date(say):
    said = say("# Aoba-TTS\n- 2024-10-07:\n    - v0.3の学習済みモデルを更新", "ja", markdown=True)
    (claim,) = [each for each in said.claims if getattr(each, "rule", "") == "releases.version"]
    assert said.quotes(claim) == ["v0.3の学習済みモデルを更新", "Aoba-TTS", "2024-10-07"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Aoba-TTS\n\n2023年8月に公開したver.2から、速くなっています。", {("Aoba-TTS v2", "released", "2023-08")}),
        ("# Aoba-TTS\n\n2023年8月に公開したver.2のデータセットを使います。", set()),
        ("# Aoba-TTS\n\n2023年8月に公開するver.2から、速くなります。", set()),
    ],
)
def test_a_version_behind_the_verb_that_is_its_attribute(say, text, found):
    assert releases(say, text, "ja") == found
