"""The few words by which reports in Japanese and Chinese mark sources, notes, page numbers and captions."""

from __future__ import annotations

import re

_COLON = r"(?:\s*(?:[)）」】\]>＞]\s*)?[:：]|\s*[)）」】\]>＞])"

SOURCE = re.compile(
    r"[(（【\[<＜「]?\s*(?:"
    rf"(?:出所|出典|出处|出處|资料来源|資料來源|数据来源|數據來源|信息来源|来源|來源|資料|资料|参考資料|参考文献|引用){_COLON}"
    rf"|sources?{_COLON}"
    r"|(?:出所|出典|资料来源|資料來源|数据来源|來源)\s)",
    re.IGNORECASE,
)
"""How a line begins that names where a page's facts come from."""

NOTE = re.compile(
    r"※|[*＊]+\s*[0-9０-９]{0,2}\s*[:：)）]?|†|‡"
    rf"|[(（]?\s*(?:注|註|注释|註釋|備考|备注|notes?)\s*[0-9０-９①-⑳一二三四五]{{0,2}}{_COLON}"
    r"|[(（](?:注|註)\s*[0-9０-９①-⑳]{0,2}[)）]|(?:注|註)[0-9０-９①-⑳]{1,2}",
    re.IGNORECASE,
)
"""How a footnote begins."""

FOOTNOTE_NUMBER = re.compile(r"[0-9０-９]{1,3}[\s　]\s*\S|[①-⑳]\s*\S")
"""How a footnote begins whose mark is a number alone; only its small type tells it from a list."""

PAGE_NUMBER = re.compile(
    r"[-–—−‐(（<＜\[]?\s*(?:p\.?\s*|page\s*|第\s*)?(?:[0-9０-９]{1,4}|[ivxlc]{1,6})\s*(?:[/／|]\s*[0-9０-９]{1,4}|of\s*[0-9]{1,4}|页|頁|ページ)?"
    r"\s*[-–—−‐)）>＞\]]?",
    re.IGNORECASE,
)
"""A whole line that is a page number."""

COPYRIGHT = re.compile(r"©|\(c\)\s|copyright|all rights reserved|無断転載|無断複製|版权所有", re.IGNORECASE)

CAPTION = re.compile(
    r"[■●◆▪・【(（<＜]?\s*(?:表|図|图|図表|图表|別表|table|figure|fig\.)\s*[0-9０-９一二三四五六七八九十.．\-－‐:：]",
    re.IGNORECASE,
)
"""How the line above a table or below a figure begins that names it."""

CONTINUED = re.compile(
    r"[(（〔\[【]\s*(?:表\s*[0-9０-９.\-]*\s*(?:の)?)?(?:続き|つづき|前頁から続く|前ページから続く|続|续表|续|續表|續|接上页|接上頁|接上表"
    r"|continued|cont\.?)\s*[)）〕\]】]|^(?:续表|續表|続表)|(?:の|（)(?:続き|つづき)",
    re.IGNORECASE,
)
"""How the line above a table says that it goes on from the page before."""

CAPTION_LINE = re.compile(CAPTION.pattern + r"[0-9０-９.．\-－‐]*(?:\s|:|：)", re.IGNORECASE)
"""How a caption begins that stands in a line of its own; 図1に示す goes on in a sentence."""

NUMBERED_HEADING = re.compile(
    r"第\s*[0-9０-９一二三四五六七八九十百]+\s*[章节節部編篇]|[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,3}[.．\s]"
)
"""How a numbered heading of a text page begins."""
