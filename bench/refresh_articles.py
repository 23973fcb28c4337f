"""Invented articles in Japanese and Chinese for measuring refreshes: as long as news is, no two alike, drawn from a seed.

Each has an organization and a model of its own and speaks of others too, which other articles name as well: as in real news,
what is new touches what is known. About half of the sentences tell nothing that a dataset takes; every second article has a
table of results.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_CONSONANTS = "bcdfghjklmnprstvz"
_VOWELS = "aeiou"
_COMMON = 400
"""So many invented organizations are spoken of by many articles, the first of them by most."""
_PARAGRAPHS = 9
_SENTENCES = 6

_TITLES = {
    "ja": "{org}、大規模言語モデル「{model}」を公開　{place}で発表会",
    "zh": "{org}发布大语言模型{model}，{place}举行发布会",
}
_FACTS = {
    "ja": (
        "{org}は{released}に大規模言語モデル「{model}」を発表した。",
        "{model}のパラメータ数は{size}億である。",
        "{model}は{tokens}億トークンのデータで学習された。",
        "{org}は{founded}年に設立され、従業員は{staff}人である。",
        "{other}は{year}年{month}月に{number}億円の資金調達を行った。",
        "{model}の利用者は{users}万人に達した。",
        "{model}は{known}と比べられることが多い。",
        "{org}は{known}を使った社内の仕組みを{number}部門に広げた。",
        "{other}は{org}との提携を{month}月に発表した。",
        "研究開発費は{number}億円、前年より{percent}%増えた。",
    ),
    "zh": (
        "{released}，{org}发布了大语言模型{model}。",
        "{model}的参数量为{size}亿。",
        "{model}使用了{tokens}亿个token的数据进行训练。",
        "{org}成立于{founded}年，员工{staff}人。",
        "{other}在{year}年{month}月完成了{number}亿元融资。",
        "{model}的用户达到{users}万人。",
        "不少开发者把{model}与{known}相比较。",
        "{org}在{number}个部门推广了基于{known}的内部系统。",
        "{other}在{month}月宣布与{org}合作。",
        "研发投入为{number}亿元，同比增长{percent}%。",
    ),
}
_TALK = {
    "ja": (
        "会場では開発の責任者が仕組みを説明し、質問に答えた。",
        "{place}の工場では、{thing}の点検に使う試みが続いている。",
        "担当者は「使う人の声を聞きながら少しずつ直していく」と話した。",
        "これまでは{thing}を人の目で確かめるほかなく、手間がかかっていた。",
        "専門家は、計算資源とデータの質がこれからの競争を決めると見ている。",
        "一方で、誤った答えをどう防ぐかという課題も残る。",
        "同社は{thing}の分野でも実験を進める考えだ。",
        "{place}では学校や病院での利用も検討されている。",
    ),
    "zh": (
        "发布会现场，研发负责人介绍了系统的原理并回答了提问。",
        "在{place}的工厂里，用它检查{thing}的尝试仍在继续。",
        "负责人表示，团队会一边听取用户的意见一边逐步改进。",
        "过去检查{thing}只能依靠人工，费时费力。",
        "专家认为，算力和数据质量将决定今后的竞争。",
        "另一方面，如何避免错误的回答仍然是一个难题。",
        "该公司还打算在{thing}领域继续试验。",
        "{place}的学校和医院也在考虑使用。",
    ),
}
_KNOWN = ("GPT-4", "Qwen", "Llama", "DeepSeek", "Gemini", "ChatGLM", "Claude", "Baichuan")
_PLACES = {"ja": ("大阪", "名古屋", "福岡", "札幌", "仙台"), "zh": ("上海", "深圳", "杭州", "成都", "武汉")}
_THINGS = {
    "ja": ("部品", "書類", "画像診断", "農作物", "配送", "契約書", "音声案内", "教材"),
    "zh": ("零件", "文件", "影像诊断", "农作物", "配送", "合同", "语音导览", "教材"),
}
_BENCHMARKS = ("MMLU", "C-Eval", "GSM8K", "HumanEval")
_HEADER = {"ja": "モデル", "zh": "模型"}
_COMPANY = {"ja": "{}社", "zh": "{}公司"}


def article(number: int) -> tuple[str, str]:
    """Return the language (``ja`` or ``zh``) and the Markdown of an article.

    Args:
        number: which; the same number gives the same article.
    """
    language = "ja" if number % 2 else "zh"
    return language, "\n".join(_Article(language, number).lines())


class _Article:
    def __init__(self, language: str, number: int) -> None:
        self._language = language
        self._number = number
        self._chance = random.Random(number)
        self._own = _name(f"own {number}")
        self._version = self._chance.randint(1, 9)
        self._constant = {
            "founded": self._chance.randint(1990, 2023),
            "released": f"{self._chance.randint(2020, 2025)}年{self._chance.randint(1, 12)}月{self._chance.randint(1, 28)}日",
            **{name: self._chance.randint(2, 999) for name in ("size", "tokens", "users", "staff")},
        }

    def lines(self) -> Iterator[str]:
        yield f"# {self._filled(_TITLES[self._language])}\n"
        for _ in range(_PARAGRAPHS):
            kinds = (self._chance.choice((_FACTS, _TALK))[self._language] for _ in range(_SENTENCES))
            yield "".join(self._filled(self._chance.choice(kind)) for kind in kinds) + "\n"
        if self._number % 4 < 2:
            yield f"| {_HEADER[self._language]} | {' | '.join(_BENCHMARKS)} |\n|---|{'---|' * len(_BENCHMARKS)}"
            for name in (f"{self._own}-{self._version}", *self._chance.sample(_KNOWN, 3)):
                yield f"| {name} | {' | '.join(self._score(name, benchmark) for benchmark in _BENCHMARKS)} |"

    def _score(self, name: str, benchmark: str) -> str:
        """Return what a model reached; of known ones articles give one of two values, as if there had been two tests."""
        drawn = random.Random(f"{name} {benchmark} {self._chance.randint(1, 2)}") if name in _KNOWN else self._chance
        return f"{drawn.uniform(20, 95):.1f}"

    def _filled(self, sentence: str) -> str:
        chance = self._chance
        common = _name(f"common {int(_COMMON * chance.random() ** 3)}")
        company = _COMPANY[self._language]
        return sentence.format(
            org=company.format(self._own),
            model=f"{self._own}-{self._version}",
            other=company.format(common),
            known=chance.choice((*_KNOWN, f"{common}-{chance.randint(1, 3)}")),
            place=chance.choice(_PLACES[self._language]),
            thing=chance.choice(_THINGS[self._language]),
            year=chance.randint(2018, 2025),
            month=chance.randint(1, 12),
            number=chance.randint(2, 999),
            percent=chance.randint(2, 90),
            **self._constant,
        )


def _name(seed: str) -> str:
    """Return an invented name of eight letters."""
    chance = random.Random(seed)
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(4)).capitalize()
