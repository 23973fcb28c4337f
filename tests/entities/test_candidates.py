from decimal import Decimal
from pathlib import Path

import pytest

from extract.entities.candidates import AT_MOST, Candidates
from extract.entities.link import Linker
from extract.entities.sounds import likeness, sounds
from extract.sources.entity import Entity
from extract.sources.knowledge import Knowledge, read_knowledge
from extract.sources.verdicts import Verdict

KNOWN = Knowledge(
    {
        entity.entity_id: entity
        for entity in (
            Entity("model-glm", "model", {"zh": "智谱GLM"}, weak=("GLM",)),
            Entity("model-glm-4", "model", {"en": "GLM-4"}, family="model-glm", version="4"),
            Entity("model-qwen", "model", {"zh": "通义千问", "en": "Qwen"}),
            Entity("model-qwen-vl-max", "model", {"en": "Qwen-VL-Max"}),
            Entity("model-emu-a", "model", {"en": "Emu of A"}, weak=("Emu",)),
            Entity("model-emu-b", "model", {"en": "Emu of B"}, weak=("Emu",)),
            Entity("org-huawei", "organization", {"zh": "华为", "en": "Huawei"}),
            Entity("org-eleuther", "organization", {"en": "EleutherAI"}),
            Entity("org-microsoft", "organization", {"en": "Microsoft"}),
            Entity("org-zhiyuan", "organization", {"zh": "北京智源研究院"}),
            Entity("org-google", "organization", {"ja": "グーグル"}),
            Entity("person-lee", "person", {"zh": "李开复"}),
            Entity("product-ascend", "product", {"zh": "昇腾", "en": "Ascend"}),
        )
    }
)
LINKER = Linker(KNOWN)


def found(entity_type, *names, linker=LINKER):
    return [(each.entity_id, float(each.score), each.reason) for each in Candidates(linker).of(entity_type, names)]


@pytest.mark.parametrize(
    ("entity_type", "name", "expected"),
    [
        ("model", "GLM", [("model-glm", 0.9, "alias")]),
        ("model", "Emu", [("model-emu-a", 0.6, "alias"), ("model-emu-b", 0.6, "alias")]),
        ("model", "GLM-4-Air-FP8", [("model-glm-4", 0.9, "family")]),
        ("model", "GLM-4-Rumination", [("model-glm-4", 0.7, "family")]),
        ("model", "Qwen-VL-Maxx", [("model-qwen", 0.7, "family")]),  # it begins with the other one, too
        ("model", "Quen-VL-Max", [("model-qwen-vl-max", 0.89, "variant")]),
        ("model", "Quen-VL-Max-2", []),  # numbers tell versions apart
        ("model", "Quen", []),  # too short to be a slip
        ("organization", "ElutherAI", [("org-eleuther", 0.95, "variant")]),
        ("organization", "北京智原研究院", [("org-zhiyuan", 0.86, "variant")]),
        ("organization", "Microsoft Research Asia", [("org-microsoft", 0.5, "family")]),
        ("organization", "ファーウェイ", [("org-huawei", 0.59, "sound")]),
        ("organization", "Google", [("org-google", 0.55, "sound")]),
        ("organization", "百度", []),
        ("model", "ファーウェイ", []),  # another type
        ("person", "Kaifu Li", [("person-lee", 0.6, "sound")]),
        ("person", "Li Kaifu", [("person-lee", 0.6, "sound")]),
        ("product", "昇腾910B", [("product-ascend", 0.9, "family")]),
        ("place", "北京", []),
        ("organization", "", []),
        ("organization", "株式会社・・", []),
    ],
)
def test_candidates(entity_type, name, expected):
    assert found(entity_type, name) == expected


def test_the_best_of_all_names_counts_once_for_each_entity_in_any_order():
    names = ["GLM-4-Rumination", "GLM-4-Air", "GLM"]
    assert found("model", *names) == [("model-glm", 0.9, "alias"), ("model-glm-4", 0.9, "family")]
    assert found("model", *names) == found("model", *reversed(names))


def test_there_are_never_more_than_a_few_and_the_best_come_first():
    many = [Entity(f"org-{letter}", "organization", {"en": f"Institut{letter}"}) for letter in "abcdfghi"]
    results = found("organization", "Institute", linker=Linker(Knowledge({each.entity_id: each for each in many})))
    assert [each[0] for each in results] == [f"org-{letter}" for letter in "abcdfghi"[:AT_MOST]]


def test_what_a_verdict_parts_is_no_candidate():
    verdict = Verdict(False, "organization:ファーウェイ", "org-huawei", reviewer="a", time="2026-01-01")
    assert found("organization", "ファーウェイ", linker=Linker(KNOWN, [verdict])) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ファーウェイ", "Huawei"),
        ("ファーウェイ", "华为"),
        ("バイドゥ", "百度"),
        ("テンセント", "Tencent"),
        ("アリババ", "阿里巴巴"),
        ("センスタイム", "SenseTime"),
        ("アイフライテック", "iFLYTEK"),
        ("ディープシーク", "DeepSeek"),
        ("クウェン", "Qwen"),
        ("ムーンショット", "Moonshot"),
        ("チャットGLM", "ChatGLM"),
        ("ジーユエン", "智源"),
        ("バイチュアン", "百川"),
        ("Baichuan", "百川"),
        ("カンブリコン", "Cambricon"),
        ("マイクロソフト", "Microsoft"),
        ("ウーダオ", "悟道"),
    ],
)
def test_names_that_sound_alike(one, other):
    assert any(0.5 <= likeness(a, b) <= 0.6 for a in sounds(one) for b in sounds(other))
    assert any(0.5 <= likeness(b, a) <= 0.6 for a in sounds(one) for b in sounds(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("トヨタ", "Tesla"),
        ("スターバックス", "星火"),
        ("百度", "拜读"),  # one script: what sounds alike is written in other characters on purpose
        ("Baidu", "Baydu"),
        ("ラマ", "Lm"),
        ("アリババ2", "阿里巴巴"),
        ("東京エレクトロン", "Tokyo Electron"),  # kana and Chinese characters together cannot be read
        ("AI", "アイ"),
    ],
)
def test_names_that_do_not(one, other):
    assert not any(likeness(a, b) for a in sounds(one) for b in sounds(other))


@pytest.mark.slow
def test_every_candidate_of_the_real_names_has_a_score_within_bounds_and_reading_them_twice_gives_the_same():
    linker = Linker(read_knowledge(Path(__file__).parents[2] / "sources" / "names"))
    names = [
        "バイドゥ",
        "ファーウェイ",
        "GLM-9-Rumination",
        "OpenAl",
        "清华大學計算機系",
        "文心大模型5.0",
        "Xyz",
        "智源",
    ]
    for entity_type in ("model", "organization", "person", "product"):
        for name in names:
            once = Candidates(linker).of(entity_type, [name])
            assert once == Candidates(linker).of(entity_type, [name])
            for each in once:
                assert Decimal("0.5") <= each.score <= (Decimal("0.6") if each.reason == "sound" else 1)
                assert linker.knowledge[each.entity_id].entity_type == entity_type
    assert Candidates(linker).of("model", ["文心大模型5.0"])[0].reason == "family"
