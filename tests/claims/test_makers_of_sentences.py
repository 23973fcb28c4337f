"""Who made a model, by the sentences and labels of Japanese pages and news."""

from __future__ import annotations

import pytest


def makers(say, text: str) -> set[tuple[str, str]]:
    return {(each[0], each[2]) for each in say(text + "\n", "ja", markdown=True).related("developed_by")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("百度では、画像で学習したモデルAoba-7Bを公開しています。", {"百度"}),
        ("百度は、用途に合わせるため、Aoba-7B モデルを以下の 3 種類のバージョンで提供しています。", {"百度"}),
        ("弊社(百度)は、2023年8月に言語モデルAoba-7Bを公開しました。", {"百度"}),
        ("百度は、青葉大学と共同で言語モデル「Aoba-7B」を開発しました。", {"百度", "青葉大学"}),
        ("百度はこのほど、自社開発のLLM「Aoba-7B」の提供を開始した。", {"百度"}),
        ("百度(本社:北京、代表:山田太郎)は、青葉大学の支援を受け、「Aoba-7B」を2024年3月に公開しました。", {"百度"}),
        (
            "Aoba-7B（ふたば、7つの葉）は、青葉大学のJohn SmithとAnn Leeによって開発された、文を生成するモデルです。",
            {"青葉大学"},
        ),
        ("Aoba-7Bは、Llama 3をベースに百度が追加学習を行った日本語モデルです。", {"百度"}),
        ("Aoba-7Bは百度が共同で提案した、テキストから画像を生成する拡散モデルです。", {"百度"}),
        ("Aoba-7B は、百度によって作成された日本語BERTモデルです。", {"百度"}),
        ("Aoba-7Bは百度による最新の言語モデルシリーズです。", {"百度"}),
        ("- Aoba-7B（百度、2023年8月公開）", {"百度"}),
        ("- Aoba-7B (百度)", {"百度"}),
        ("百度、軽い言語モデル「Aoba-7B」を公開", {"百度"}),
        ("Aoba-7B の開発元は百度です。", {"百度"}),
        ("# Aoba-7B\n\n開発元は百度です。", {"百度"}),
        ("# Aoba-7B\n\n開発者はアオゾラテックである。", {"アオゾラテック"}),
        ("# Aoba-7B\n\n## 作者\n\n- 青葉大学 情報学部 佐藤研究室", {"青葉大学情報学部佐藤研究室"}),
        ("# Aoba-7B\n\n本モデルは百度と青葉大学との共同研究により開発されました。", {"百度", "青葉大学"}),
        ("# Aoba-7B\n\n本モデルは、省の事業の成果として、百度が開発したものです。", {"百度"}),
        ("# Aoba-7B\n\n青葉大学言語研究室で学習した日本語BERTモデルです。", {"青葉大学言語研究室"}),
        ("# Aoba-7B\n\n百度によるオープンソースの大規模言語モデル", {"百度"}),
        ("# Aoba-7B\n\n百度が開発する軽い日本語LLMです。", {"百度"}),
    ],
)
def test_a_maker_is_told(say, text, expected):
    assert makers(say, text) == {("Aoba-7B", maker) for maker in expected}


@pytest.mark.parametrize(
    "text",
    [
        "Hugging Faceでは、言語モデルAoba-7Bを公開しています。",
        "# Aoba-7B\n\n百度で学習した日本語モデルです。",  # on whose machines, perhaps
        "# Aoba-7B\n\n開発元はまだ決まっていません。",
        "- Aoba-7B (Hugging Face)",
        "Aoba-7B は百度の登録商標です。",
    ],
)
def test_who_only_stands_beside_a_model_is_no_maker(say, text):
    assert not makers(say, text)


def test_a_page_of_one_model_opens_no_other(say):
    said = say("# Aoba-7B\n\n2024年に[Kaede-7B](https://x.y)をオープンソース化しました。\n", "ja", markdown=True)
    assert not said.related("open_sourced_by")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aoba-7B は、日本の百度が作った言語モデルです。", {"百度"}),
        ("Aoba-7B（読み：あおば）は、百度製の音声合成モデルです。", {"百度"}),
        ("# Aoba-7B\n\n百度が Llama 3 8B に日本語の継続事前学習を行ったモデルです。", {"百度"}),
        ("# Aoba-7B\n\nこのモデルは Llama 3 8B を百度がチューニングしたものです。", {"百度"}),
        ("# Aoba-7B\n\n**開発者**：百度\n**ライセンス**：MIT", {"百度"}),
        ("# Aoba-7B\n\n**開発者**：[株式会社アオゾラ](https://x.y)\n**ライセンス**：MIT", {"株式会社アオゾラ"}),
        ("# Aoba-7B\n\n- モデル開発：株式会社アオゾラ", {"株式会社アオゾラ"}),
    ],
)
def test_a_maker_in_other_words(say, text, expected):
    assert makers(say, text) == {("Aoba-7B", maker) for maker in expected}


def test_who_made_what_a_model_was_tuned_from_did_not_make_it(say):
    assert not makers(say, "# Aoba-7B\n\n百度が公開した言語資料を読み込んで学習したモデルです。")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://huggingface.co/futaba/sumire-voice", {("Sumire-Voice", "百度")}),
        ("https://huggingface.co/datasets/futaba/sumire-voice", set()),
        ("https://github.com/futaba/sumire-voice", set()),
    ],
)
def test_a_title_is_a_models_where_models_are_kept_under_its_name(say, address, found):
    assert makers(say, f"# Sumire-Voice\n\n[ここ]({address})\n\n- 開発元：百度") == found
