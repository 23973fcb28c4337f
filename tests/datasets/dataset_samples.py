"""A knowledge of a few names, and three documents with what they say, for the tests of the datasets."""

from __future__ import annotations

from decimal import Decimal

from extract.claims.claim import (
    CellClaim,
    CitationClaim,
    Claim,
    EntityRef,
    Evidence,
    FigureClaim,
    PolicyClaim,
    RankingClaim,
    RelationClaim,
    ReleaseClaim,
)
from extract.datasets.build import DocumentClaims
from extract.datasets.dates import edtf_range
from extract.documents.document import Document, Page
from extract.entities.link import Linker
from extract.ids import sha256_bytes
from extract.mentions.mention import Bound, DateValue
from extract.sources.entity import Entity
from extract.sources.knowledge import Knowledge
from extract.text import Span

KNOWLEDGE = Knowledge(
    {
        entity.entity_id: entity
        for entity in (
            Entity("model-glm", "model", {"en": "GLM"}, makers=("org-zhipu",)),
            Entity("model-glm-4", "model", {"en": "GLM-4"}, family="model-glm", version="4"),
            Entity("model-wudao", "model", {"ja": "悟道", "zh": "悟道", "en": "WuDao"}, makers=("org-baai",)),
            Entity(
                "org-baai",
                "organization",
                {"ja": "北京智源人工知能研究院", "zh": "北京智源人工智能研究院"},
                ("BAAI", "智源"),
                category="institute",
                established="2018-11",
            ),
            Entity("org-zhipu", "organization", {"ja": "智譜AI", "zh": "智谱AI"}, ("智谱",), category="company"),
            Entity("product-ascend", "product", {"zh": "昇腾"}, category="chip", makers=("org-huawei",)),
            Entity("org-huawei", "organization", {"ja": "ファーウェイ", "zh": "华为"}, category="company"),
        )
    }
)

JA = """北京智源人工知能研究院は2021年6月1日に悟道2.0を発表した。悟道2.0のパラメータ数は1.75兆。
李開復が設立した零一万物（01.AI）は2023年に北京市で発足した。
"""
ZH = """2021年6月，智源发布悟道 2.0，参数量为1.75万亿。GLM-4.5的参数量为3550亿，使用昇腾芯片。
李开复创立了零一万物。来源：张三《大模型报告》2023年
排名 1 GLM-4.5 得分 87.5
"""
JA2 = """GLM-4.5のパラメータ数は355億。GLM-4.5は7月28日に公開。
中国は2030年に世界の先端に立つ（新一代人工智能发展规划）。"""


def text_document(text: str, language: str, title: str = "", **more: str) -> Document:
    digest = sha256_bytes(text.encode())
    values = {"source": "somewhere", "media_type": "text/plain", "kind": "article", **more}
    return Document(
        f"doc-{digest[:16]}", sha256=digest, language=language, pages=(Page(1, text),), title=title, **values
    )


def at(document: Document, quote: str, nth: int = 0) -> Evidence:
    text = document.page(1).text
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Evidence(1, Span(start, start + len(quote)))


def ref(document: Document, entity_type: str, name: str, *candidates: str, nth: int = 0, **more) -> EntityRef:
    return EntityRef(entity_type, name, at(document, name, nth), candidates, **more)


def date(edtf: str, **more) -> DateValue:
    return DateValue(edtf, *edtf_range(edtf), **more)


def release(document: Document, model: EntityRef, quote: str, edtf: str, event: str = "announced", **more) -> Claim:
    values = {"rule": "release", "confidence": 0.9, **more}
    return ReleaseClaim(evidence=(at(document, quote),), model=model, event=event, date=date(edtf), **values)


def figure(document: Document, subject: EntityRef, quote: str, value: str, **more) -> Claim:
    values = {
        "metric": "parameters",
        "metric_text": "参数量",
        "unit": "parameters",
        "rule": "figure",
        "confidence": 0.8,
        **more,
    }
    return FigureClaim(evidence=(at(document, quote),), subject=subject, value=Decimal(value), **values)


def documents() -> list[DocumentClaims]:
    ja = text_document(JA, "ja", "中国のAI", publisher="ある研究所", published="2023-05")
    zh = text_document(ZH, "zh", "大模型观察", authors=("王五",), url="https://example.cn/1")
    ja2 = text_document(JA2, "ja", "大模型報告")
    lee = ref(ja, "person", "李開復")
    lee_zh = ref(zh, "person", "李开复")
    glm = ref(zh, "model", "GLM-4.5", "model-glm", version="4.5")
    glm_ja = ref(ja2, "model", "GLM-4.5", "model-glm", version="4.5")
    wudao = ref(ja, "model", "悟道2.0", "model-wudao", version="2.0")
    wudao_zh = ref(zh, "model", "悟道 2.0", "model-wudao", version="2.0")
    yi = ref(ja, "organization", "零一万物", aliases=("01.AI",))
    return [
        DocumentClaims(
            ja,
            (
                release(
                    ja,
                    wudao,
                    "2021年6月1日に悟道2.0を発表した",
                    "2021-06-01",
                    organization=ref(ja, "organization", "北京智源人工知能研究院", "org-baai"),
                ),
                figure(ja, wudao, "悟道2.0のパラメータ数は1.75兆", "1750000000000", metric_text="パラメータ数"),
                RelationClaim(
                    evidence=(at(ja, "李開復が設立した零一万物"),),
                    rule="founded",
                    confidence=0.9,
                    subject=yi,
                    predicate="founded_by",
                    object=lee,
                    date=date("2023"),
                ),
                RelationClaim(
                    evidence=(at(ja, "零一万物（01.AI）は2023年に北京市で発足した"),),
                    rule="located",
                    confidence=0.9,
                    subject=ref(ja, "organization", "01.AI"),
                    predicate="located_in",
                    object=ref(ja, "place", "北京市"),
                ),
            ),
        ),
        DocumentClaims(
            zh,
            (
                release(
                    zh,
                    wudao_zh,
                    "2021年6月，智源发布悟道 2.0",
                    "2021-06",
                    organization=ref(zh, "organization", "智源", "org-baai"),
                ),
                figure(zh, wudao_zh, "参数量为1.75万亿", "1.75E+12"),
                figure(zh, glm, "GLM-4.5的参数量为3550亿", "355000000000"),
                RelationClaim(
                    evidence=(at(zh, "使用昇腾芯片"), at(zh, "GLM-4.5")),
                    rule="chip",
                    confidence=0.7,
                    subject=glm,
                    predicate="uses_chip",
                    object=ref(zh, "product", "昇腾", "product-ascend"),
                ),
                RelationClaim(
                    evidence=(at(zh, "李开复创立了零一万物"),),
                    rule="founded",
                    confidence=0.9,
                    subject=ref(zh, "organization", "零一万物"),
                    predicate="founded_by",
                    object=lee_zh,
                    date=date("2023"),
                ),
                CitationClaim(
                    evidence=(at(zh, "张三《大模型报告》2023年"),),
                    rule="source",
                    confidence=1.0,
                    authors=("张三",),
                    year="2023",
                    title="大模型报告",
                    publisher="",
                    language="zh",
                ),
                RankingClaim(
                    evidence=(at(zh, "排名 1 GLM-4.5 得分 87.5"),),
                    rule="rank",
                    confidence=0.9,
                    list_name="排名",
                    rank=1,
                    item=glm,
                    score=Decimal("87.50"),
                ),
                CellClaim(
                    evidence=(at(zh, "87.5"),),
                    rule="cell",
                    confidence=1.0,
                    table=1,
                    page=1,
                    caption="",
                    row=1,
                    column=2,
                    row_header="GLM-4.5",
                    column_header="得分",
                    text="87.5",
                ),
            ),
        ),
        DocumentClaims(
            ja2,
            (
                figure(ja2, glm_ja, "GLM-4.5のパラメータ数は355億", "35500000000", metric_text="パラメータ数"),
                release(ja2, glm_ja, "GLM-4.5は7月28日に公開", "XXXX-07-28", "released"),
                figure(ja2, glm_ja, "GLM-4.5は", "9", confidence=0.3, bound=Bound.ABOUT),
                PolicyClaim(
                    evidence=(at(ja2, "新一代人工智能发展规划"),),
                    rule="plan",
                    confidence=0.8,
                    jurisdiction=ref(ja2, "other", "中国"),
                    title="新一代人工智能发展规划",
                    horizon=date("2030"),
                    target="世界の先端に立つ",
                ),
            ),
        ),
    ]


def linker() -> Linker:
    return Linker(KNOWLEDGE)
