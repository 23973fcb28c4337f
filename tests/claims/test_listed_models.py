"""Models by the lists that they head."""

from __future__ import annotations

_LIST = """## サポートモデル

1. **[KAEDEv4](./k4.md)**: KAEDEv3へのアップデートで、2020年に山田太郎が公開しました。
2. **[Nano Leaf Model (NanoLM)](./n.md)**: 青葉大学によるモバイル向けのNanoLM。
3. **[KAEDEv7](./k7.md)**: KAEDEv4の作者によって2022年にリリースされたKAEDEモデル。
"""


def test_items_under_a_heading_of_models_are_headed_by_models(say):
    said = say(_LIST, "ja", markdown=True)
    assert {(model, date) for model, _, date in said.releases} == {("KAEDEv4", "2020"), ("KAEDEv7", "2022")}
    assert said.related("developed_by") == {("NanoLM", "developed_by", "青葉大学")}


def test_under_another_heading_they_are_not(say):
    said = say(_LIST.replace("サポートモデル", "機能"), "ja", markdown=True)
    assert not {model for model, _, _ in said.releases} & {"KAEDEv4", "KAEDEv7"}


def test_one_item_is_no_list(say):
    text = "## 対応モデル\n\n- KAEDEv4: 2020年に公開されました。\n- 使い方は下を見てください。\n"
    assert not say(text, "ja", markdown=True).releases


def test_a_site_heads_no_list_of_models(say):
    text = "## 公開モデル\n\n- OpenRouter: 2020年に公開しました。\n- KAEDE4: 2021年に公開しました。\n- Hugging Face: 公開中\n"
    assert not say(text, "ja", markdown=True).releases
