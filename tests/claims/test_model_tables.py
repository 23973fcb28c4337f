"""Tables of models: which cell names the model of a row, who made it, several names, makers and sizes in one cell."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def read(say, table: str, language: str = "ja"):
    return say(table, language, markdown=True)


def makers(said) -> set[tuple[str, str]]:
    return {(model, maker) for model, _, maker in said.related("developed_by")}


def figures(said) -> set[tuple[str, str, str]]:
    return {(c.subject.name, c.metric, f"{c.value:f}") for c in said.of(FigureClaim)}


def test_a_column_of_models_that_holds_sizes_and_variants_leaves_the_name_to_the_first(say):
    said = read(
        say,
        "| サービス | 開発者 | 特長 | モデル |\n|--|--|--|--|\n"
        "| aoba2 | 百度 | 32,000トークン | 7B、7B-Chat [32,000] |\n"
        "| Wakaba | Meta | 軽量 | 7B、70B、base、instruct、… |\n",
    )
    assert makers(said) == {("aoba2", "百度"), ("Wakaba", "Meta")}
    assert figures(said) == {
        ("aoba2", "parameters", "7000000000"),
        ("aoba2", "context_length", "32000"),
        ("Wakaba", "parameters", "7000000000"),
        ("Wakaba", "parameters", "70000000000"),
    }


def test_a_first_column_of_things_that_are_models_names_them(say):
    said = read(
        say,
        "| サービス | 開発者 | モデル |\n|--|--|--|\n| GPT-4 | OpenAI | gpt-4 [8K、32k] |\n| Claude | Anthropic | [100k] |\n",
    )
    assert makers(said) == {("GPT-4", "OpenAI"), ("Claude", "Anthropic")}


def test_the_maker_of_a_tool_did_not_make_the_models_that_it_uses(say):
    table = (
        "| ツール | 開発元 | モデル |\n|--|--|--|\n| Aoba Editor | 百度 | GPT-4 |\n| Wakaba CLI | Meta | 複数対応 |\n"
    )
    assert makers(read(say, table)) == set()


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("GPT-4o / GPT-4", {"GPT-4o", "GPT-4"}),
        ("GPT-9 Sol / Terra / Luna", {"GPT-9 Sol", "GPT-9 Terra", "GPT-9 Luna"}),
        ("Qwen9-Flash / 9-Max", {"Qwen9-Flash", "Qwen9-Max"}),
        ("GPT-8 XL", {"GPT-8 XL"}),
        ("GPT-8 API", {"GPT-8"}),
        ("Qwen9-7B など", {"Qwen9-7B"}),
        ("aoba/qwen-embed-small", {"qwen-embed-small"}),
        ("7B / 13B", set()),
        ("large、base", set()),
    ],
)
def test_the_names_in_a_cell(say, cell, names):
    said = read(say, f"| モデル | 開発元 |\n|--|--|\n| {cell} | 百度 |\n| Qwen9-14B | 百度 |\n")
    assert {model for model, _ in makers(said)} - {"Qwen9-14B"} == names


def test_rows_that_begin_with_one_known_name_are_models_of_their_own(say):
    said = read(
        say, "| 名称 | 参数量 |\n|--|--|\n| GPT-3 Small | 125M |\n| GPT-3 XL | 1.3B |\n| GPT-3 175B | 175B |\n", "zh"
    )
    assert figures(said) == {
        ("GPT-3 Small", "parameters", "125000000"),
        ("GPT-3 XL", "parameters", "1300000000"),
        ("GPT-3 175B", "parameters", "175000000000"),
    }


def test_a_version_alone_is_a_name_behind_that_of_its_family(say):
    table = "| 机构 | 模型 |\n|--|--|\n| DeepSeek | V3 / R1 |\n| 百度 | V9 |\n"
    assert makers(read(say, table, "zh")) == {("DeepSeek V3", "DeepSeek"), ("DeepSeek R1", "DeepSeek")}


def test_several_makers_of_one_model(say):
    said = read(
        say,
        "| モデル | 開発元 |\n|--|--|\n| Qwen9-7B | Microsoft、Meta |\n| Qwen9-8B | Google & Aoba Labs |\n| Qwen9-9B | Aoba, Inc. |\n",
    )
    assert makers(said) >= {
        ("Qwen9-7B", "Microsoft"),
        ("Qwen9-7B", "Meta"),
        ("Qwen9-8B", "Google"),
        ("Qwen9-8B", "Aoba Labs"),
    }
    assert not any(maker == "Inc." for _, maker in makers(said))


def test_who_offers_a_model_that_others_made_is_no_maker(say):
    table = "| モデル | 提供元 |\n|--|--|\n| Qwen-7B | 百度 |\n| Aoba-7B | 百度 |\n"
    assert makers(read(say, table)) == {("Aoba-7B", "百度")}


def test_a_family_of_models_is_no_maker(say):
    assert makers(read(say, "| 模型 | 厂商 |\n|--|--|\n| Aoba-7B-Max | Qwen-7B |\n", "zh")) == set()


@pytest.mark.parametrize(("nobody", "language"), [("コミュニティ", "ja"), ("社区", "zh"), ("不明", "ja")])
def test_what_names_nobody_is_no_maker(say, nobody, language):
    table = f"| Model | Developer |\n|--|--|\n| Qwen9-7B | {nobody} |\n| Qwen9-8B | Meta |\n"
    assert makers(read(say, table, language)) == {("Qwen9-8B", "Meta")}


def test_of_two_columns_of_dates_the_one_of_the_release_counts(say):
    table = "| 模型 | 训练截止日期 | 发布日期 |\n|--|--|--|\n| Qwen9-7B | 2021-09-30 | 2026-04-08 |\n| Qwen9-8B | 2021-09-30 | 2026-05-08 |\n"
    assert read(say, table, "zh").releases == {
        ("Qwen9-7B", "released", "2026-04-08"),
        ("Qwen9-8B", "released", "2026-05-08"),
    }


def test_a_short_header_of_coming_out_over_some_dates(say):
    table = (
        "| モデル | 公開 |\n|--|--|\n| Qwen9-7B | 2026-04-24 |\n| Qwen9-8B | 継続更新 |\n| Qwen9-9B | 2026-04〜08 |\n"
    )
    assert read(say, table).releases == {("Qwen9-7B", "released", "2026-04-24")}


def test_a_table_of_the_properties_of_one_model(say):
    said = read(
        say,
        "| 項目 | 内容 |\n|--|--|\n| モデル名 | Qwen9-7B |\n| 開発元 | 百度 |\n| 公開日 | 2024年3月11日 |\n| パラメータ数 | 7B |\n"
        "| ベースモデル | Llama 2 |\n| コンテキスト長 | 4,096 |\n",
    )
    assert makers(said) == {("Qwen9-7B", "百度")}
    assert said.releases == {("Qwen9-7B", "released", "2024-03-11")}
    assert figures(said) == {("Qwen9-7B", "parameters", "7000000000"), ("Qwen9-7B", "context_length", "4096")}


def test_a_model_chosen_for_a_use_has_not_its_context(say):
    table = "| 任务 | 模型 | 上下文 |\n|--|--|--|\n| 写作 | Qwen9-7B | 8k |\n| 翻译 | Qwen9-8B | 4k |\n"
    assert figures(read(say, table, "zh")) == set()
