"""Model names that no list has: letters with a size behind a hyphen; not files, addresses or identifiers."""

import pytest

from extract.mentions.model_names import find_model_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Aoba-japanese-Llama-2-7bを公開", ["Aoba-japanese-Llama-2-7b"]),
        ("发布Aoba-13B-Chat和Wakaba-MoE-8x7B。", ["Aoba-13B-Chat", "Wakaba-MoE-8x7B"]),
        ("Aoba-1.8Bと Aoba-500M.", ["Aoba-1.8B", "Aoba-500M"]),
        ("Aoba‑7B", ["Aoba‑7B"]),
        ("Aoba-7B、Aoba-14B", ["Aoba-7B", "Aoba-14B"]),
    ],
)
def test_names_with_a_size(text, names):
    assert [mention.text for mention in find_model_names(text)] == names
    assert all(mention.span.of(text) == mention.text for mention in find_model_names(text))
    assert all(mention.value.entity_type == "model" for mention in find_model_names(text))


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4", "COVID-19", "A-B", "5-7B", "convert-7b.py", "https://aoba.example/Aoba-7B", "org/Aoba-7B", "Aoba-7Bit",
        "user@Aoba-7B.org", "7B", "RTX-4090",
    ],
)  # fmt: skip
def test_what_is_no_model_name(text):
    assert find_model_names(text) == []
