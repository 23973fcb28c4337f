"""Relations that single sentences state, in both languages, and sentences that state none."""

from __future__ import annotations

import pytest

from extract.claims.claim import RelationClaim


def related(say, text: str, language: str) -> set[tuple[str, str, str]]:
    said = say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)
    return {
        (each.subject.name, each.predicate, each.object.name) for each in said.of(RelationClaim) if "prose" in each.rule
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("GLM-4是由智谱AI继GLM-3之后开发的模型。", "zh", ("GLM-4", "developed_by", "智谱AI")),
        ("Meta最新发布的新一代开源大模型Llama 3很受欢迎。", "zh", ("Llama 3", "developed_by", "Meta")),
        ("两个对手是Meta的Llama 3与智谱AI的GLM-4。", "zh", ("GLM-4", "developed_by", "智谱AI")),
        ("发布Vicuna-13B模型，基于Llama 2加入代码预训练实现。", "zh", ("Vicuna-13B", "based_on", "Llama 2")),
        ("Vicuna-13B为基于GLM-4和Llama 2进行进一步优化的新模型。", "zh", ("Vicuna-13B", "based_on", "Llama 2")),
        ("我们基于Llama 2在约30万条数据上进行微调，得到了Vicuna-13B。", "zh", ("Vicuna-13B", "based_on", "Llama 2")),
        ("Vicuna-13Bは、Llama 2から継続事前学習を行った。", "ja", ("Vicuna-13B", "based_on", "Llama 2")),
        ("Llama 2に対して追加学習したVicuna-13Bは強い。", "ja", ("Vicuna-13B", "based_on", "Llama 2")),
        ("NECが開発したcotomiは国内で使われる。", "ja", ("cotomi", "developed_by", "NEC")),
        ("月之暗面与清华大学联合研发了Kimi大模型。", "zh", ("Kimi大模型", "developed_by", "清华大学")),
        ("GLM-4是智谱AI推出的新一代模型。", "zh", ("GLM-4", "developed_by", "智谱AI")),
        ("ELYZAはLlama 2をベースにしたモデルを公開した。", "ja", None),
        ("Vicuna-13BはLlama 2をベースに学習された。", "ja", ("Vicuna-13B", "based_on", "Llama 2")),
        ("Vicuna-13B是基于Llama 2微调的。", "zh", ("Vicuna-13B", "based_on", "Llama 2")),
        ("深度求索宣布开源DeepSeek-V2。", "zh", ("DeepSeek-V2", "open_sourced_by", "深度求索")),
        ("NECはcotomiをオープンソース化した。", "ja", ("cotomi", "open_sourced_by", "NEC")),
        ("阿里云的魔搭社区很活跃。", "zh", ("魔搭社区", "product_of", "阿里云")),
        ("NECは富士通、日立製作所と業務提携した。", "ja", ("日立製作所", "partner_of", "NEC")),
        ("商汤科技已与上海人工智能实验室达成战略合作。", "zh", ("商汤科技", "partner_of", "上海人工智能实验室")),
        ("トヨタはPreferred Networksに出資した。", "ja", ("トヨタ", "invests_in", "Preferred Networks")),
        ("月之暗面获得阿里巴巴、腾讯的投资。", "zh", ("腾讯", "invests_in", "月之暗面")),
        ("ELYZAやPreferred Networksなどのスタートアップが集まる。", "ja", ("ELYZA", "category", "スタートアップ")),
        ("以智谱AI、月之暗面为代表的创业公司在加速。", "zh", ("月之暗面", "category", "创业公司")),
        ("cotomiは、医療、製造などの業界で使われる。", "ja", ("cotomi", "application", "製造")),
        ("日日新大模型已应用于金融、汽车等多个行业。", "zh", ("日日新大模型", "application", "汽车")),
        ("总部位于杭州的深度求索成立于2023年。", "zh", ("深度求索", "located_in", "杭州")),
        ("東京に本社を置くELYZAは若い会社である。", "ja", ("ELYZA", "located_in", "東京")),
    ],
)
def test_a_sentence(say, text, language, expected):
    found = related(say, text, language)
    assert (expected in found) if expected else not any(predicate == "based_on" for _, predicate, _ in found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vicuna-13B不是基于Llama 2微调的。", "zh"),
        ("NECは富士通と提携していない。", "ja"),
        ("基于Llama 2，他们开发了新的插件，支持VS Code。", "zh"),
        ("ChatGPT在指令微调阶段使用人类反馈。", "zh"),
        ("ELYZAなどのスタートアップコミュニティがある。", "ja"),
        ("アマゾン、グーグルなど大手AI開発者が参加する。", "ja"),
        ("A社が提供しているMicrosoft Office互換ソフトである。", "ja"),
    ],
)
def test_a_sentence_that_states_none(say, text, language):
    assert related(say, text, language) == set()


def test_what_a_sentence_leaves_out_is_what_the_section_is_about(say):
    said = say("事例：NEC\n\n本文である。\n\n富士通、日立製作所などの企業と協力関係を構築した。\n")
    (one, other) = [each for each in said.of(RelationClaim) if each.predicate == "partner_of"]
    assert {one.subject.name, other.subject.name} == {"富士通", "日立製作所"}
    assert one.object.name == "NEC"
    assert one.confidence < 0.8, "a subject of the section is less sure than one of the sentence"


def test_the_whole_statement_is_the_evidence(say):
    said = say("概况\n\n深度求索宣布开源DeepSeek-V2。\n", "zh")
    (claim,) = [each for each in said.of(RelationClaim) if each.predicate == "open_sourced_by"]
    assert said.quotes(claim)[0] == "深度求索宣布开源DeepSeek-V2"


def test_partners_of_what_the_section_is_about(say):
    said = say("# 商汤科技的布局\n\n方案已经落地，合作方包括招商银行、比亚迪。\n", "zh", markdown=True)
    assert said.related("partner_of") == {
        ("招商银行", "partner_of", "商汤科技"),
        ("比亚迪", "partner_of", "商汤科技"),
    }
    said = say("事例：NEC\n\n本文である。\n\n主なパートナー企業は、富士通、日立製作所である。\n")
    assert {name for name, _, _ in said.related("partner_of")} == {"富士通", "日立製作所"}
