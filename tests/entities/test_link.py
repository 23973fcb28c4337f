import itertools

import pytest

from extract.claims.claim import EntityRef, Evidence
from extract.entities.keys import full_name, script_key, version_slug
from extract.entities.link import Linker
from extract.sources.entity import Entity
from extract.sources.knowledge import Knowledge
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


SERIES = Linker(
    Knowledge(
        {
            entity.entity_id: entity
            for entity in (
                Entity("model-glm", "model", {"zh": "智谱GLM"}, weak=("GLM",)),
                Entity("model-glm-4.5-air", "model", {"en": "GLM-4.5-Air"}, family="model-glm", version="4.5-Air"),
                Entity("model-qwen", "model", {"zh": "通义千问", "en": "Qwen"}, ("千问大模型",), makers=("org-a",)),
                Entity("model-qwen-7b", "model", {"en": "Qwen-7B"}, family="model-qwen", version="7B"),
                Entity("model-internlm", "model", {"en": "InternLM"}),
                Entity("model-internlm2.5", "model", {"en": "InternLM2.5"}, family="model-internlm", version="2.5"),
                Entity("model-wenxin", "model", {"ja": "文心大規模モデル", "zh": "文心大模型"}),
                Entity("model-spark", "model", {"zh": "星火"}),
                Entity("model-one", "model", {"en": "One"}, weak=("Emu",)),
                Entity("model-two", "model", {"en": "Two"}, weak=("Emu",)),
                Entity("org-baichuan", "organization", {"en": "Baichuan"}),
            )
        }
    )
)


@pytest.mark.parametrize(
    ("name", "family", "is_variant"),
    [
        ("GLM-4.5-Air-FP8", "model-glm-4.5-air", True),
        ("Qwen-7B-Chat-Int8", "model-qwen-7b", True),
        ("Qwen-14B-Chat", "model-qwen", True),
        ("Qwen 14B Chat", "model-qwen", True),
        ("Ｑｗｅｎ－14B", "model-qwen", True),
        ("QwenV3", "model-qwen", True),
        ("Qwen3-30B-A3B", "model-qwen", True),
        ("千问大模型2.0", "model-qwen", True),
        ("通義千問Turbo", "model-qwen", True),
        ("InternLM2.5-Chat", "model-internlm2.5", True),
        ("internlm2_5-1_8b-chat", "model-internlm2.5", True),
        ("InternLM3", "model-internlm", True),
        ("文心大模型5.0", "model-wenxin", True),
        ("星火V1.5", "model-spark", True),
        ("Qwen-Bakeneko-32B", "model-qwen", False),
        ("GLM-9", "model-glm", True),
        ("GLM-Rumination-9", "", True),  # a weak form begins it, and more than a version follows
        ("Emu-3", "", True),  # a weak form of two
        ("Baichuan-7B", "", True),  # an organization is no family
        ("MyQwen-7B", "", True),
        ("Qwenium", "", True),
        ("-7B", "", True),
    ],
)
def test_a_new_model_is_of_the_family_that_its_name_begins_with_and_keeps_its_own_id(name, family, is_variant):
    given = ref("model", name)
    linked = SERIES.link([given]).of(given)
    assert (linked.family, linked.is_variant) == (family, is_variant)
    nothing = Linker(Knowledge())
    assert linked.entity_id == nothing.link([given]).of(given).entity_id
    assert linked.entity_id not in SERIES.knowledge.entities


def test_versions_of_a_new_model_stay_apart_and_its_spellings_do_not():
    names = [
        "文心大模型4.0",
        "文心大模型5.0",
        "文心大模型 5.0",
        "文心大模型・5.0",
        "InternLM3-8B",
        "internlm3_8b",
        "InternLM3",
    ]
    refs = [ref("model", name) for name in names]
    found = [SERIES.link([each]).of(each).entity_id for each in refs]
    assert found[1] == found[2] == found[3]
    assert found[4] == found[5]
    assert len(set(found)) == 4


def test_a_new_organization_has_no_family():
    given = ref("organization", "Qwen-7B")
    assert SERIES.link([given]).of(given).family == ""
