"""Quotations: what stands between marks, marks within marks, and marks that quote nothing."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.mentions.mention import Title
from extract.mentions.titles import PAIRS, find_titles


def titles(text: str) -> list[str]:
    return [mention.text for mention in find_titles(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("「青葉」と『若葉』", ["青葉", "若葉"]),
        ("“青叶”和《若叶》", ["青叶", "若叶"]),
        ("「 青葉 」", ["青葉"]),
        ("『「青葉」の誕生』若葉社", ["「青葉」の誕生"]),
        ("「「青葉」の誕生」若葉社", ["「青葉」の誕生"]),
        ("『“千模”100日：360社』", ["“千模”100日：360社"]),
        ("「青葉", []),
        ("青葉」「若葉」", ["若葉"]),
        ("「」と「 」", []),
        ("<How Models Make Money>", ["How Models Make Money"]),
        ("3000<n<10000 と n>5", []),
        ("<br> <a href='x'>", []),
        ("「" + "長" * 130 + "」", []),
        ("", []),
    ],
)
def test_titles(text, found):
    assert titles(text) == found


def test_a_title_knows_its_marks():
    text = "と「 青葉 」を"
    (mention,) = find_titles(text)
    assert isinstance(mention.value, Title)
    assert mention.value.marks == "「」"
    assert mention.outer.of(text) == "「 青葉 」"
    assert mention.span.of(text) == "青葉"


@given(st.text(alphabet="「」『』《》“”<>〈〉【】‘’ 青葉3a/=\n", max_size=60))
def test_titles_are_closed_in_order_and_apart(text):
    mentions = find_titles(text)
    for mention in mentions:
        assert mention.span.of(text) == mention.text == mention.text.strip() != ""
        outer = mention.outer
        assert text[outer.end - 1] == PAIRS[text[outer.start]]
        assert outer.covers(mention.span)
    assert all(a.outer.end <= b.outer.start for a, b in itertools.pairwise(mentions))
