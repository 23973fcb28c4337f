"""Full-width commas between digits."""

from __future__ import annotations


def figures(say, text: str):
    return {each[1:3] for each in say(f"# AobaLM：开源大模型\n\n{text}\n", "zh", markdown=True).figures}


def test_a_full_width_comma_parts_two_numbers(say):
    assert figures(say, "模型共有12层，隐层768，12个注意力头。") == {
        ("layers", "12 layers"),
        ("hidden_size", "768 dimensions"),
        ("attention_heads", "12 items"),
    }


def test_a_list_of_numbers_goes_with_a_list_of_metrics(say):
    assert figures(say, "隐层维度，头数，层数分别为 256，4，6。") == {
        ("hidden_size", "256 dimensions"),
        ("attention_heads", "4 heads"),
        ("layers", "6 layers"),
    }


def test_a_comma_that_may_group_digits_stays(say):
    assert figures(say, "词表大小为65，536。") == {("vocabulary_size", "65536 tokens")}


def test_digits_that_a_half_width_comma_groups_wrongly_are_unreadable(say):
    said = say("# AobaLM：开源大模型\n\n词表大小为12,6万。\n", "zh", markdown=True)
    assert [problem.code for problem in said.problems] == ["value-unreadable"]
