import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claims.claim import EntityRef, Evidence
from extract.entities.decisions import Decisions
from extract.entities.keys import own_id
from extract.entities.link import Linker
from extract.errors import ShuttenError
from extract.sources.entity import Entity
from extract.sources.knowledge import Knowledge
from extract.sources.verdicts import Verdict
from extract.text import Span

KNOWN = Knowledge(
    {
        entity.entity_id: entity
        for entity in (
            Entity("model-glm", "model", {"en": "GLM"}),
            Entity("model-glm-4", "model", {"en": "GLM-4"}, family="model-glm", version="4"),
            Entity("model-qwen", "model", {"en": "Qwen"}, ("千问",)),
            Entity("org-baai", "organization", {"zh": "北京智源人工智能研究院"}, ("BAAI",)),
            Entity("org-zhiyuan", "organization", {"zh": "智源社区"}),
        )
    }
)
HERE = Evidence(1, Span(0, 1))
ORG = "organization"


def ref(entity_type, name, *candidates, version="", aliases=()):
    return EntityRef(entity_type, name, HERE, tuple(candidates), version, tuple(aliases))


def same(one, other):
    return Verdict(True, one, other, reviewer="a", time="2026-01-01")


def different(one, other):
    return Verdict(False, one, other, reviewer="a", time="2026-01-01")


def ids(verdicts, *refs):
    links = Linker(KNOWN, verdicts).link(refs)
    return [links.of(each).entity_id for each in refs]


def test_a_new_name_becomes_the_known_entity_in_every_spelling_and_direction():
    for verdict in (
        same(f"{ORG}:智源院", "org-baai"),
        same("org-baai", own_id(ORG, "智源院")),
        same(f"{ORG}:BAAI", f"{ORG}:智源院"),
    ):
        assert ids([verdict], ref(ORG, "智源院"), ref(ORG, "智源　院")) == ["org-baai"] * 2
    assert ids([same(f"{ORG}:智源院", "org-baai")], ref("person", "智源院")) == [own_id("person", "智源院")]


def test_new_names_share_the_smallest_id_through_others():
    verdicts = [same(f"{ORG}:A", f"{ORG}:B"), same(f"{ORG}:B", f"{ORG}:C")]
    refs = [ref(ORG, name) for name in "ABC"]
    smallest = min(own_id(ORG, name) for name in "ABC")
    assert ids(verdicts, *refs) == ids(verdicts[::-1], *refs) == [smallest] * 3
    assert [ids(verdicts, each) for each in refs] == [[smallest]] * 3


def test_a_known_entity_wins_over_any_number_of_new_names_and_of_two_the_smaller_id():
    assert set(ids([same(f"{ORG}:A", f"{ORG}:B"), same(f"{ORG}:B", "org-zhiyuan")], ref(ORG, "A"), ref(ORG, "B"))) == {
        "org-zhiyuan"
    }
    both = [same("org-baai", "org-zhiyuan")]
    assert ids(both, ref(ORG, "智源社区"), ref(ORG, "智源社区", "org-zhiyuan"), ref(ORG, "BAAI")) == ["org-baai"] * 3


def test_what_is_one_with_an_alias_is_one_with_the_name_that_its_document_gives_it():
    refs = [ref(ORG, "A", aliases=("B",)), ref(ORG, "A"), ref(ORG, "B")]
    assert ids([same(f"{ORG}:B", "org-baai")], *refs) == ["org-baai"] * 3
    assert len(set(ids([same(f"{ORG}:B", f"{ORG}:C")], *refs, ref(ORG, "C")))) == 1


def test_a_verdict_keeps_apart_what_an_alias_of_the_document_would_join():
    refs = [ref(ORG, "A", aliases=("B",)), ref(ORG, "A"), ref(ORG, "B")]
    for verdict in (different(f"{ORG}:A", f"{ORG}:B"), different(own_id(ORG, "b"), own_id(ORG, "a"))):
        assert ids([verdict], *refs) == [own_id(ORG, "A"), own_id(ORG, "A"), own_id(ORG, "B")]
    known = [ref(ORG, "A", aliases=("BAAI",)), ref(ORG, "A"), ref(ORG, "BAAI")]
    assert ids([], *known) == ["org-baai"] * 3
    assert ids([different(f"{ORG}:A", "org-baai")], *known) == [own_id(ORG, "A")] * 2 + ["org-baai"]


def test_a_verdict_keeps_a_name_from_a_candidate_learned_in_its_document():
    assert ids([different(f"{ORG}:A", "org-baai")], ref(ORG, "A", "org-baai")) == [own_id(ORG, "A")]
    assert ids([different(f"{ORG}:A", "org-baai")], ref(ORG, "A", "org-baai", "org-zhiyuan")) == ["org-zhiyuan"]
    version = ref("model", "GLM-9", "model-glm", version="9")
    assert ids([], version) == ["model-glm-9"]
    assert ids([different("model:GLM-9", "model-glm-9")], version) == [own_id("model", "GLM-9")]


def test_a_verdict_holds_when_a_names_file_comes_to_say_otherwise():
    assert (
        ids([different(f"{ORG}:BAAI", "org-baai")], ref(ORG, "BAAI"), ref(ORG, "BAAI", "org-baai"))
        == [own_id(ORG, "BAAI")] * 2
    )
    assert ids([different(f"{ORG}:BAAI", "org-baai")], ref(ORG, "北京智源人工智能研究院")) == ["org-baai"]


def test_names_apart_stay_apart_through_a_third_one_whatever_the_order():
    linker = Linker(KNOWN, [different(f"{ORG}:A", f"{ORG}:B")])
    refs = [ref(ORG, "A", aliases=("C",)), ref(ORG, "B", aliases=("C",)), ref(ORG, "C")]
    results = {tuple(linker.link(order).of(each).entity_id for each in refs) for order in itertools.permutations(refs)}
    ((one, other, third),) = results
    assert one != other
    assert third in (one, other)


def test_a_third_name_does_not_join_what_a_verdict_parts():
    refs = [ref(ORG, "A", aliases=("B", "C")), ref(ORG, "B"), ref(ORG, "C")]
    one, other, third = ids([different(f"{ORG}:B", f"{ORG}:C")], *refs)
    assert one == other == own_id(ORG, "A")
    assert third == own_id(ORG, "C")


def test_of_verdicts_that_contradict_each_other_the_later_line_wins():
    yes, no = same(f"{ORG}:A", "org-baai"), different("org-baai", f"{ORG}:A")
    assert ids([yes, no], ref(ORG, "A")) == [own_id(ORG, "A")]
    assert ids([no, yes], ref(ORG, "A")) == ["org-baai"]
    chain = [same(f"{ORG}:A", f"{ORG}:B"), same(f"{ORG}:B", f"{ORG}:C"), different(f"{ORG}:A", f"{ORG}:C")]
    a, b, c = ids(chain, *(ref(ORG, name) for name in "ABC"))
    assert a != c
    assert b == c, "the oldest line gives way"


def test_a_version_that_is_one_with_a_known_family_s_version_has_its_id_and_family():
    linker = Linker(KNOWN, [same("model:智谱旗舰", "model-glm-4.7")])
    refs = [ref("model", "智谱旗舰"), ref("model", "GLM-4.7", "model-glm", version="4.7")]
    links = linker.link(refs)
    assert {(links.of(each).entity_id, links.of(each).family, links.of(each).version) for each in refs} == {
        ("model-glm-4.7", "model-glm", "4.7")
    }


def test_versions_follow_their_family_to_its_new_id():
    linker = Linker(KNOWN, [same("model-glm", "model-aaa")])
    assert linker.linked("model-glm-4").family == "model-glm"
    merged = Linker(KNOWN, [same("model-qwen", "model-glm")])
    linked = merged.link([]).of(ref("model", "千问-9-Chat"))
    assert linked.family == "model-glm"


@pytest.mark.parametrize(
    ("verdict", "fault"),
    [
        (same("model-qwen", "org-baai"), "is of type model, org-baai of type organization"),
        (same("model-qwen", "organization:A"), "of type"),
        (same("thing-x", "model-qwen"), "thing-x is the id of nothing"),
        (different("model-qwen", "model-qwen"), "are one to us"),
        (different("model:Qwen", "model:千问"), "are one to us: model-qwen"),
        (different("person:李開復", "person:李开复"), "are one to us"),
    ],
)
def test_a_verdict_that_cannot_hold_is_named(verdict, fault):
    with pytest.raises(ShuttenError, match=fault) as caught:
        Linker(KNOWN, [verdict])
    assert caught.value.place == verdict.place


_NAMES = st.sampled_from(["A", "B", "C", "D", "BAAI", "智源社区"])
_REFS = st.lists(
    st.builds(
        lambda name, aliases, candidates: ref(ORG, name, *candidates, aliases=aliases),
        _NAMES,
        st.lists(_NAMES, max_size=2),
        st.lists(st.sampled_from(["org-baai", "org-zhiyuan"]), max_size=1),
    ),
    max_size=6,
)
_SIDES = st.sampled_from([*(f"{ORG}:{name}" for name in "ABCD"), "org-baai", "org-zhiyuan"])
_VERDICTS = st.lists(
    st.builds(
        lambda is_same, pair: (same if is_same else different)(*pair), st.booleans(), st.tuples(_SIDES, _SIDES)
    ).filter(lambda verdict: verdict.one != verdict.other),
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(refs=_REFS, verdicts=_VERDICTS, data=st.data())
def test_the_order_of_names_does_not_matter_and_the_last_verdict_holds(refs, verdicts, data):
    linker = Linker(KNOWN, verdicts)
    given_ids = {each: linker.link(refs).of(each).entity_id for each in refs}
    again = linker.link(data.draw(st.permutations(refs)))
    assert {each: again.of(each).entity_id for each in refs} == given_ids
    if verdicts:
        last = verdicts[-1]
        sides = [own_id(ORG, side.partition(":")[2]) if ":" in side else side for side in (last.one, last.other)]
        chosen = [linker.decisions.canonical(side) for side in sides]
        assert (chosen[0] == chosen[1]) == last.is_same


@settings(max_examples=100, deadline=None)
@given(refs=_REFS)
def test_verdicts_about_others_change_no_id(refs):
    far = [same("organization:X", "organization:Y"), different("organization:X", "organization:Z")]
    without, with_verdicts = Linker(KNOWN).link(refs), Linker(KNOWN, far).link(refs)
    assert [without.of(each) for each in refs] == [with_verdicts.of(each) for each in refs]


def test_no_verdicts_decide_nothing():
    nothing = Decisions((), lambda *_: None, own_id, lambda _: None)
    assert not nothing
    assert nothing.canonical("org-baai") == "org-baai"
    assert not nothing.are_apart(["a"], ["b"])
