"""Names in Latin letters by their form: what a token's parts prove, what its family is, and what is no name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lang.language import load_language
from extract.mentions.latin_names import extended, is_no_name, latin_forms, stem_of


def proven(text: str) -> list[tuple[str, str]]:
    return [(form.text, form.entity_type) for form in latin_forms(text) if form.entity_type]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Aoba-japanese-Llama-2-7bを公開", ["Aoba-japanese-Llama-2-7b"]),
        ("发布Aoba-13B-Chat和Wakaba-MoE-8x7B。", ["Aoba-13B-Chat", "Wakaba-MoE-8x7B"]),
        ("Aoba-1.8Bと Aoba-500M.", ["Aoba-1.8B", "Aoba-500M"]),
        ("Aoba‑7B", ["Aoba‑7B"]),
        ("Aoba-7B、Aoba-14B", ["Aoba-7B", "Aoba-14B"]),
        ("Aoba-7B/Aoba-13B", ["Aoba-7B", "Aoba-13B"]),
        ("org/aoba2_5-7b-chat-1m", ["aoba2_5-7b-chat-1m"]),
        ("wakaba3_8b_instruct", ["wakaba3_8b_instruct"]),
        ("Aoba-Chat、Aoba2-Base", ["Aoba-Chat", "Aoba2-Base"]),
        ("AobaLM2.5とVisualAobaGLM", ["AobaLM2.5", "VisualAobaGLM"]),
        ("aoba-moon-003-sft-int4", ["aoba-moon-003-sft-int4"]),
    ],
)
def test_sizes_and_ways_of_tuning_prove_a_model(text, names):
    assert proven(text) == [(name, "model") for name in names]
    assert all(form.span.of(text) == form.text for form in latin_forms(text))


@pytest.mark.parametrize("text", ["Aoba-Bench", "aoba-003-sft-data", "AobaEval", "aoba.cpp", "aoba-generation-webui"])
def test_its_ending_proves_a_product(text):
    assert proven(text) == [(text, "product")]


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19", "A-B", "5-7B", "convert-7b.py", "https://aoba.example/Aoba-7B", "Aoba-7Bit", "user@Aoba-7B.org",
        "7B", "RTX-4090", "src/aoba/Aoba-7B.json", "train_2M_rows", "basic_demo", "doc.user_data", "Apache-2.0", "open-source",
        "Self-Instruct", "linear-FP16", "WeChat", "vLLM", "FasterTransformer", "e-mail", "multi-turn",
    ],
)  # fmt: skip
def test_what_is_no_model_by_its_form(text):
    assert [name for name in proven(text) if name[1] == "model"] == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Aoba2.5-7B-Chat-1M", "Aoba"),
        ("aoba2_5-20b", "aoba"),
        ("Chinese-Aoba-2-13B", "Chinese-Aoba"),
        ("Aoba", "Aoba"),
        ("Aoba-R1-Distill-Wakaba-32B", "Aoba-R1-Distill-Wakaba"),
        ("7B", ""),
        ("AI-2.0", ""),
    ],
)
def test_the_stem_is_the_family(name, stem):
    assert stem_of(name) == stem


JAPANESE = load_language("ja")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Aoba 2.5を", "Aoba 2.5"),
        ("Aoba 3は", "Aoba 3"),
        ("Aoba 3つの", "Aoba"),
        ("Aoba 3 か国語", "Aoba"),
        ("Aoba 3.5つ", "Aoba 3.5"),
        ("Aoba 3 70B Instruct v0.3.", "Aoba 3 70B Instruct v0.3"),
        ("Aoba 3 个月", "Aoba"),
        ("Aoba 50%", "Aoba"),
        ("Aoba 3,000", "Aoba"),
    ],
)
def test_versions_and_sizes_behind_a_space_belong_to_the_name(text, whole):
    assert text[: extended(text, len("Aoba"), JAPANESE)] == whole


def test_words_of_the_trade_are_no_names():
    assert all(is_no_name(word) for word in ("AI", "LLM", "MIT", "zero-shot", "fine-tuning", "CC-BY-NC", "GPU"))
    assert not any(is_no_name(word) for word in ("Aoba", "C-Aoba", "AobaAI"))


@given(st.text(alphabet="Aob-_./ 27Bv漢字、()[]@:", max_size=40))
def test_any_text_gives_tokens_in_order(text):
    end = 0
    for form in latin_forms(text):
        assert end <= form.span.start < form.span.end <= len(text)
        assert form.span.of(text) == form.text
        assert extended(text, form.span.end, JAPANESE) <= len(text)
        end = form.span.end


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("Aoba_Consult_Dataset", "product"),
        ("train_dataset", ""),
        ("Aoba-LM-backend", "product"),
        ("Aoba-LM-7B", "model"),
    ],
)
def test_a_data_set_with_underscores_is_one(token, kind):
    (form,) = latin_forms(token)
    assert form.entity_type == kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("我们发布了818Zhiyun-7B-Base。", ["818Zhiyun-7B-Base"]),
        ("818Zhiyun-1.8B-Reranking 排名第一", ["818Zhiyun-1.8B-Reranking"]),
        ("支持13B-Chat和4K-Chat两种规格", []),
        ("采用2024-Chat-7B这一编号", []),
    ],
)
def test_a_name_may_begin_with_digits_and_a_word(text, names):
    assert [form.text for form in latin_forms(text) if form.text[0].isdigit()] == names
