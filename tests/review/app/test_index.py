from __future__ import annotations

import random

import pytest

from extract.review.app.filters import FACETS, NONE, Filter
from extract.review.app.index import ChangeIndex
from extract.review.change import ADDED, CHANGED, Change, make_change


def _changes(count: int) -> list[Change]:
    drawn = random.Random(7)
    made = []
    for number in range(count):
        change = make_change(
            drawn.choice(["figures", "models"]),
            f"row-{number // 2}",
            drawn.choice([ADDED, CHANGED]),
            None,
            None,
            str(number),
            f"Ｌabel {number}",
        )
        documents = tuple(sorted(drawn.sample(["doc-1", "doc-2", "doc-3"], drawn.randint(0, 2))))
        confidence = drawn.choice([None, 0.2, 0.5, 0.75, 0.9])
        object.__setattr__(change, "documents", documents)
        object.__setattr__(change, "confidence", confidence)
        object.__setattr__(change, "status", drawn.choice(["pending", "accepted"]))
        made.append(change)
    return made


def _passes(change: Change, chosen: dict[str, tuple[str, ...]]) -> bool:
    bands = {None: NONE, 0.2: "low", 0.5: "0.5", 0.75: "0.7", 0.9: "0.9"}
    values = {
        "status": {change.status}, "dataset": {change.dataset}, "kind": {change.kind}, "cause": {change.cause or NONE},
        "source": set(change.documents) or {NONE}, "confidence": {bands[change.confidence]},
    }  # fmt: skip
    return all(values[facet] & set(wanted) for facet, wanted in chosen.items())


CHOICES = [
    {},
    {"dataset": ("figures",)},
    {"dataset": ("figures",), "kind": ("added",), "status": ("pending",)},
    {"source": ("doc-1", NONE), "confidence": ("0.5", "low")},
    {"source": ("doc-9",)},
]


@pytest.mark.parametrize("chosen", CHOICES)
def test_finds_and_counts_what_one_by_one_tests_would(chosen: dict[str, tuple[str, ...]]) -> None:
    changes = _changes(300)
    found = ChangeIndex(changes, {}).find(Filter(chosen))
    expected = [change for change in changes if _passes(change, chosen)]
    assert ChangeIndex(changes, {}).members(found.bits) == tuple(expected)
    assert found.total == len(expected)
    for facet in FACETS:
        others = {name: values for name, values in chosen.items() if name != facet}
        for value, count in found.counts[facet]:
            assert count == sum(_passes(change, {**others, facet: (value,)}) for change in changes), (facet, value)


def test_a_chosen_value_is_listed_though_nothing_has_it() -> None:
    changes = _changes(20)
    found = ChangeIndex(changes, {}).find(Filter({"kind": ("added",), "source": ("doc-1",)}, words="no such words"))
    assert found.total == 0
    assert dict(found.counts["kind"]) == {"added": 0}


def test_next_and_previous_need_not_start_from_a_member() -> None:
    changes = _changes(100)
    index = ChangeIndex(changes, {})
    bits = index.bits(Filter({"status": ("pending",)}))
    members = [number for number, change in enumerate(changes) if change.status == "pending"]
    for number in range(100):
        after, before = index.after(bits, number), index.before(bits, number)
        assert after == next((changes[each] for each in members if each > number), None)
        assert before == next((changes[each] for each in reversed(members) if each < number), None)
        assert index.position(bits, number) == sum(each < number for each in members)


def test_pages_are_cut_from_a_set_in_order() -> None:
    changes = _changes(100)
    index = ChangeIndex(changes, {})
    bits = index.bits(Filter({"dataset": ("figures",)}))
    whole = index.members(bits)
    assert index.members(bits, 10, 5) == whole[10:15]
    assert index.members(bits, len(whole), 5) == ()


def test_search_asks_for_all_words_in_any_width_and_case_and_in_titles() -> None:
    changes = _changes(12)
    index = ChangeIndex(changes, {"doc-1": "海风科技的一年"})
    assert index.members(index.bits(Filter(words="LABEL 11"))) == (changes[11],)
    of_document = index.members(index.bits(Filter(words="海风")))
    assert of_document == tuple(change for change in changes if "doc-1" in change.documents)
    assert of_document


def test_changes_of_a_row_are_found_by_either_key() -> None:
    change = make_change("figures", "new", CHANGED, "value", "1", "2", "x", row_id_before="old")
    index = ChangeIndex([change, *_changes(4)], {})
    assert index.of_row("old") == index.of_row("new") == (change,)
    assert index.members(index.bits(Filter(row="old"))) == (change,)


def test_other_statuses_leave_the_first_index_as_it_was() -> None:
    changes = _changes(10)
    first = ChangeIndex(changes, {})
    waiting = first.bits(Filter({"status": ("pending",)}))
    rejected = [
        Change(**{**{name: getattr(change, name) for name in change.__slots__}, "status": "rejected"})
        for change in changes
    ]
    second = first.decided(rejected)
    assert dict(second.statuses()) == {"rejected": 10}
    assert second.find(Filter({"dataset": ("figures",)})).total == first.find(Filter({"dataset": ("figures",)})).total
    assert first.bits(Filter({"status": ("pending",)})) == waiting
