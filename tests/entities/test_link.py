import itertools

import pytest

from extract.claims.claim import EntityRef, Evidence
from extract.entities.link import Linker, full_name, script_key, version_slug
from extract.sources.knowledge import Entity, Knowledge
from extract.text import Span

LINKER = Linker(
    Knowledge(
        {
            entity.entity_id: entity
            for entity in (
                Entity("model-chatglm", "model", {"en": "ChatGLM"}, family="model-glm"),
                Entity("model-glm", "model", {"en": "GLM"}),
                Entity("model-glm-four", "model", {"en": "GLM-4"}, family="model-glm", version="4"),
                Entity("model-qwen", "model", {"ja": "通義千問", "zh": "通义千问", "en": "Qwen"}),
                Entity("org-cloudwalk", "organization", {"zh": "云从科技"}, weak=("云从",)),
                Entity("org-baai", "organization", {"zh": "北京智源人工智能研究院"}, ("BAAI",)),
                Entity("person-lee", "person", {"zh": "李开复"}),
            )
        }
    )
)
HERE = Evidence(1, Span(0, 1))


def ref(entity_type, name, *candidates, version="", aliases=()):
    return EntityRef(entity_type, name, HERE, tuple(candidates), version, tuple(aliases))


def ids(*refs):
    links = LINKER.link(refs)
    return [links.of(each).entity_id for each in refs]


@pytest.mark.parametrize(
    "spellings",
    [
        ("李開復", "李开复"),
        ("雲従科技", "云从科技", "雲從科技"),
        ("悟道·3.0", "悟道 3.0", "悟道３.０", "悟道-3.0"),
        ("呉恩達", "吳恩達", "吴恩达"),
        ("電気通信大学", "電氣通信大學", "电气通信大学"),
        ("OpenAI", "openai", "ＯｐｅｎＡＩ", "Open AI"),
    ],
)
def test_spellings_in_other_scripts_share_a_key(spellings):
    assert len({script_key(each) for each in spellings}) == 1
    unknown = [ref("other", each) for each in spellings]
    assert len({LINKER.link([each]).of(each).entity_id for each in unknown}) == 1


@pytest.mark.parametrize(("one", "other"), [("悟道2.0", "悟道20"), ("GLM-4", "GLM-4.5"), ("東大", "東京大学")])
def test_different_names_stay_different(one, other):
    assert script_key(one) != script_key(other)


def test_a_type_tells_equal_names_apart():
    assert len(set(ids(ref("organization", "星火"), ref("product", "星火"), ref("model", "星火")))) == 3


def test_a_known_name_is_found_in_another_script_but_not_by_a_word():
    assert ids(ref("organization", "雲従科技")) == ["org-cloudwalk"]
    assert ids(ref("organization", "云从"))[0].startswith("org-")
    assert ids(ref("organization", "云从")) != ["org-cloudwalk"]
    assert ids(ref("person", "云从科技")) != ["org-cloudwalk"]


def test_the_first_candidate_wins():
    assert ids(ref("model", "GLM", "model-chatglm", "model-glm")) == ["model-chatglm"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ref("model", "GLM-4.5", "model-glm", version="4.5"), ("model-glm-4.5", "4.5", "model-glm")),
        (ref("model", "GLM-4", "model-glm", version="4"), ("model-glm-four", "4", "model-glm")),
        (ref("model", "GLM-4", "model-glm-four", version="4"), ("model-glm-four", "4", "model-glm")),
        (ref("model", "GLM-4", "model-glm-four"), ("model-glm-four", "4", "model-glm")),
        (ref("model", "GLM-4.5", "model-glm-four", version="4.5"), ("model-glm-4.5", "4.5", "model-glm")),
        (
            ref("model", "ChatGLM2-6B", "model-chatglm", version="2 6B"),
            ("model-chatglm-2-6b", "2 6B", "model-chatglm"),
        ),
        (ref("model", "QWEN", version="２.5"), ("model-qwen-2.5", "２.5", "model-qwen")),
        (ref("model", "XY-1", "model-gone", version="1"), ("model-gone-1", "1", "model-gone")),
    ],
)
def test_versions_of_a_known_family(given, expected):
    linked = LINKER.link([given]).of(given)
    assert (linked.entity_id, linked.version, linked.family) == expected


def test_a_version_of_an_organization_means_nothing():
    assert ids(ref("organization", "BAAI", "org-baai", version="2")) == ["org-baai"]


def test_families_of_families():
    given = ref("model", "ChatGLM2", "model-chatglm", version="2")
    linked = LINKER.link([given]).of(given)
    assert [each.entity_id for each in LINKER.families(linked)] == ["model-chatglm", "model-glm"]


def test_a_family_that_is_its_own_family_ends():
    circle = {
        name: Entity(name, "model", {"en": name}, family=other) for name, other in [("m-a", "m-b"), ("m-b", "m-a")]
    }
    linker = Linker(Knowledge(circle))
    assert [each.entity_id for each in linker.families(linker.linked("m-a"))] == ["m-b"]


def test_a_new_name_with_a_known_alias_is_the_known_entity_everywhere_in_its_document():
    full = ref("organization", "智源研究院", aliases=("BAAI",))
    assert ids(full, ref("organization", "智源研究院")) == ["org-baai", "org-baai"]
    assert ids(ref("organization", "智源研究院")) != ["org-baai"]


def test_an_alias_of_a_known_name_is_the_known_entity():
    known = ref("model", "通義千問", "model-qwen", aliases=("Tongyi Qianwen",))
    assert ids(known, ref("model", "TONGYI QIANWEN")) == ["model-qwen", "model-qwen"]


def test_an_alias_of_a_version_is_that_version():
    known = ref("model", "GLM-4.5", "model-glm", version="4.5", aliases=("智谱旗舰",))
    assert ids(known, ref("model", "智谱旗舰")) == ["model-glm-4.5", "model-glm-4.5"]


def test_unknown_names_that_share_an_alias_are_one_in_any_order():
    refs = [
        ref("organization", "零一万物", aliases=("01.AI",)),
        ref("organization", "Lingyi Wanwu", aliases=("01.AI",)),
        ref("organization", "01.AI"),
        ref("organization", "零一萬物"),
    ]
    found = {tuple(sorted(set(ids(*order)))) for order in itertools.permutations(refs)}
    assert len(found) == 1
    assert len(found.pop()) == 1


def test_an_id_does_not_depend_on_other_names_of_the_document():
    alone = ids(ref("organization", "零一万物"))[0]
    assert ids(ref("organization", "零一万物", aliases=("01.AI",)), ref("organization", "A社"))[0] == alone


def test_an_unknown_version_is_part_of_the_name():
    one, same, other = ids(
        ref("model", "書生", version="2.0"),
        ref("model", "書生 2.0", version="2.0"),
        ref("model", "書生", version="3.0"),
    )
    assert one == same != other


def test_an_empty_key_is_no_common_name():
    assert len(set(ids(ref("other", "·"), ref("other", "・")))) == 2


@pytest.mark.parametrize(
    ("name", "version", "expected"),
    [
        ("悟道", "2.0", "悟道2.0"),
        ("GLM", "4", "GLM 4"),
        ("GLM-4", "4", "GLM-4"),
        ("GLM", "", "GLM"),
        ("悟道２.０", "2.0", "悟道２.０"),
    ],
)
def test_full_name(name, version, expected):
    assert full_name(ref("model", name, version=version)) == expected


def test_version_slug():
    assert {version_slug(each) for each in ("V2 Pro", "v2-pro", "Ｖ２‐Pro", "v2_pro ")} == {"v2-pro"}
