"""Draw docs/evidence.png, and the counts and the table of rows in README.md, from what the last `make run` published.

The picture is a page of the sample deck with a box around every place that states a published row.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

PROJECT = Path(__file__).parents[1]
DATASETS = PROJECT / "output" / "datasets"
DECK = PROJECT / "sources" / "samples" / "deck.ja.pdf"
PICTURE = PROJECT / "docs" / "evidence.png"
PAGE = 4
SCALE = 1.5  # pixels a PDF point
COLOURS = {
    "releases": (208, 65, 20),
    "figures": (0, 110, 180),
    "relations": (0, 140, 90),
    "policies": (150, 90, 0),
    "rankings": (140, 40, 140),
    "citations": (110, 110, 110),
}
MARKS = ("<!-- rows -->\n", "<!-- end of rows -->")


def main() -> None:
    """Write the picture, the counts and the table."""
    documents = pd.read_parquet(DATASETS / "documents.parquet")
    deck = documents.loc[documents["media_type"] == "application/pdf", "document_id"].iloc[0]
    evidence = pd.read_parquet(DATASETS / "evidence.parquet")
    on_page = evidence[(evidence["document_id"] == deck) & (evidence["page"] == PAGE)]
    draw(on_page[on_page["dataset"].isin(COLOURS)]).save(PICTURE, optimize=True)
    readme = PROJECT / "README.md"
    before, after = MARKS
    pattern = re.compile(f"{re.escape(before)}.*?{re.escape(after)}", re.DOTALL)
    text = readme.read_text(encoding="utf-8")
    text = pattern.sub(lambda _: before + table(on_page) + after, text)
    for path in DATASETS.glob("*.parquet"):
        count = f"  {path.stem:<14}{len(pd.read_parquet(path)):>8,}"
        text = re.sub(rf"^  {path.stem} +[0-9,]+", count, text, flags=re.MULTILINE)
    readme.write_text(text, encoding="utf-8")


def draw(evidence: pd.DataFrame) -> Image.Image:
    """Return the page with its boxes and, below it, what their colours mean."""
    page = pypdfium2.PdfDocument(DECK)[PAGE - 1].render(scale=SCALE).to_pil().convert("RGB")
    picture = Image.new("RGB", (page.width, page.height + 44), "white")
    picture.paste(page)
    pen = ImageDraw.Draw(picture, "RGBA")
    for dataset, colour in COLOURS.items():
        for box in evidence.loc[evidence["dataset"] == dataset, "bbox"].map(tuple).drop_duplicates():
            x0, top, x1, bottom = (edge * SCALE for edge in box)
            pen.rectangle((x0 - 3, top - 3, x1 + 3, bottom + 3), fill=(*colour, 28), outline=(*colour, 255), width=2)
    font = ImageFont.load_default(20)
    x = 40.0
    for dataset in [each for each in COLOURS if each in set(evidence["dataset"])]:
        pen.rectangle((x, page.height + 14, x + 20, page.height + 30), fill=COLOURS[dataset])
        label = f"{dataset}: {evidence.loc[evidence['dataset'] == dataset, 'row_id'].nunique()} rows"
        pen.text((x + 28, page.height + 9), label, fill=(40, 40, 40), font=font)
        x += 60 + pen.textlength(label, font=font)
    return picture.quantize(96)


def table(evidence: pd.DataFrame) -> str:
    """Return releases of the page as a Markdown table, each with its place."""
    releases = pd.read_parquet(DATASETS / "releases.parquet")
    rows = releases.merge(evidence[evidence["dataset"] == "releases"], left_on="release_id", right_on="row_id")
    dated = rows[rows["quote"].str.contains("[0-9]月")]
    chosen = dated.drop_duplicates("release_id").sort_values(["date", "model"])
    lines = ["| model | organization | event | date | page, offsets | quote |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {row.model} | {row.organization if isinstance(row.organization, str) else ''} | {row.event} | {row.date} "
        f"| {row.page}, {row.start}:{row.end} | {row.quote} |"
        for row in chosen.itertuples()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
