"""What interrupts a sentence: readings in brackets, marks of references, remarks; and what looks like them and is none."""

from __future__ import annotations

import pytest

from extract.documents.noise import Noise, is_pinyin
from extract.lang.language import LANGUAGES, load_language
from extract.text import clean

NOISE = {code: Noise(load_language(code).rules["asides"]) for code in LANGUAGES}


def without(text: str, language: str) -> str:
    spans = sorted(NOISE[language].spans(text))
    return clean(text, None, spans).text


@pytest.mark.parametrize(
    ("written", "characters", "pinyin"),
    [
        ("Qīngyè", 2, True),
        ("qing ye", 2, True),
        ("qing1 ye4", 2, True),
        ("qīng yè mó xíng", 4, True),
        ("Xī'ān", 2, True),
        ("lǜ", 1, True),
        ("Qingye", 2, False),  # a name in letters
        ("qingye", 2, False),
        ("Qing Ye", 2, False),
        ("qīng yè mó xíng", 2, False),  # more syllables than characters
        ("qing ye mo", 2, False),
        ("café", 2, False),
        ("AoyeLM", 2, False),
        ("GPT-4", 2, False),
        ("José", 2, False),
        ("", 2, False),
    ],
)
def test_pinyin_is_made_of_syllables(written: str, characters: int, pinyin: bool) -> None:
    assert is_pinyin(written, characters) is pinyin


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("青叶（Qīngyè）公司发布红叶（hóng yè）。", "zh", "青叶公司发布红叶。"),
        ("青叶(qing ye)公司", "zh", "青叶公司"),
        ("青叶（ㄑㄧㄥ ㄧㄝˋ）公司", "zh", "青叶公司"),
        ("青叶公司[1]发布[2][3]红叶[4-6]。", "zh", "青叶公司发布红叶。"),
        ("青叶公司\\[1\\]发布", "zh", "青叶公司发布"),
        ("青叶公司¹发布红叶²。", "zh", "青叶公司发布红叶。"),
        ("青叶公司于5月（点击查看详情）发布红叶。", "zh", "青叶公司于5月发布红叶。"),
        ("青叶公司【广告】发布红叶（相关阅读：《白桦》）。", "zh", "青叶公司发布红叶。"),
        ("青\u200b叶\ufeff公司", "zh", "青叶公司"),
        ("東京都（とうきょうと）の青葉(あおば)社", "ja", "東京都の青葉社"),
        ("甲野太郎（こうの たろう）社長", "ja", "甲野太郎社長"),
        ("<ruby>甲野太郎<rp>(</rp><rt>こうのたろう</rt><rp>)</rp></ruby>社長", "ja", "<ruby>甲野太郎</ruby>社長"),
        ("<ruby>青葉<rt>あおば</ruby>社", "ja", "<ruby>青葉</ruby>社"),  # HTML need not close it
        ("青葉社は5月に【PR】青葉を公開した（関連記事：若葉の公開）。", "ja", "青葉社は5月に青葉を公開した。"),
    ],
)
def test_noise_is_left_out(text: str, language: str, left: str) -> None:
    assert without(text, language) == left


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("青叶（Qingye）公司", "zh"),
        ("青叶（AoyeLM）模型", "zh"),
        ("青叶[1](https://example.org)", "zh"),
        ("[1] 甲某：《青叶》", "zh"),
        ("发布了[2023]年报", "zh"),
        ("面积为5m²，10⁹次", "zh"),
        ("（编辑部注）", "zh"),
        ("企業（など）が参加", "ja"),
        ("企業（のみ）が参加", "ja"),
        ("生成AI（せいせいえーあい）", "ja"),  # a reading, but not of Han characters alone
        ("青葉（アオバ）社", "ja"),  # katakana may be another name
        ("一（いちばんあたらしいもの）", "ja"),  # longer than any reading
    ],
)
def test_what_only_looks_like_noise_stays(text: str, language: str) -> None:
    assert list(NOISE[language].spans(text)) == []
