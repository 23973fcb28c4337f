"""What the charts show, as data frames read from a folder of published datasets."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from extract.datasets.schema import DATASETS
from extract.errors import ShuttenError

NOT_STATED = "(not stated)"
"""Stands for a maker that no document names."""

_FACTS = ("releases", "figures", "relations", "policies", "events", "definitions", "citations", "rankings")


def releases(folder: Path) -> pd.DataFrame:
    """Return the dated releases, oldest first.

    Args:
        folder: published datasets.

    Returns:
        `maker`, `model`, `event`, `date` (as stated), `earliest` and `latest` (timestamps), `quote`, `document`.

    Raises:
        ShuttenError: if the datasets are not there.
    """
    frame = _query(
        folder,
        """
        select coalesce(r.organization, $not_stated) as maker,
               r.model || coalesce(' ' || nullif(r.version, ''), '') as model, r.event, r.date,
               cast(r.date_earliest as timestamp) as earliest, cast(r.date_latest as timestamp) as latest,
               e.quote, coalesce(nullif(d.title, ''), d.document_id) as document
        from releases r
        left join (select row_id, min_by(quote, evidence_id) as quote, min_by(document_id, evidence_id) as document_id
                   from evidence where dataset = 'releases' and main group by row_id) e on e.row_id = r.release_id
        left join documents d using (document_id)
        where r.date_earliest is not null
        order by r.date_earliest, r.date_latest, maker, r.model, r.event, r.release_id
        """,
        ("releases", "evidence", "documents"),
        not_stated=NOT_STATED,
    )
    return frame.astype({"earliest": "datetime64[ms]", "latest": "datetime64[ms]"})


def figures(folder: Path) -> pd.DataFrame:
    """Return the figures that name a subject and a unit, by metric.

    Args:
        folder: published datasets.

    Returns:
        `metric`, `unit`, `subject`, `value` (a float: a picture needs no more), `bound`, `as_of`, `quote`. A metric has one unit,
        that of most of its figures.

    Raises:
        ShuttenError: if the datasets are not there.
    """
    return _query(
        folder,
        """
        with units as (select metric, unit, row_number() over (partition by metric order by count(*) desc, unit) as place
                       from figures where value is not null group by metric, unit)
        select f.metric, coalesce(f.unit, '') as unit, f.subject, cast(f.value as double) as value, f.bound,
               coalesce(f.as_of, '') as as_of, e.quote
        from figures f
        join units u on u.metric = f.metric and u.unit is not distinct from f.unit and u.place = 1
        left join (select row_id, min_by(quote, evidence_id) as quote
                   from evidence where dataset = 'figures' and main group by row_id) e on e.row_id = f.figure_id
        where f.value is not null and f.subject is not null
        order by f.metric, f.subject, f.value, f.figure_id
        """,
        ("figures", "evidence"),
    )


def coverage(folder: Path) -> pd.DataFrame:
    """Return how many rows of each dataset of facts rest on each document.

    Args:
        folder: published datasets.

    Returns:
        `document_id`, `document` (its title), `dataset` and `rows`; a document with no row of a dataset has a 0 there.

    Raises:
        ShuttenError: if the datasets are not there.
    """
    return _query(
        folder,
        """
        with counted as (select document_id, dataset, count(distinct row_id) as n from evidence group by all),
             wanted as (select unnest($facts) as dataset)
        select d.document_id, coalesce(nullif(d.title, ''), d.document_id) as document, w.dataset, coalesce(c.n, 0) as rows
        from documents d cross join wanted w
        left join counted c on c.document_id = d.document_id and c.dataset = w.dataset
        order by document, d.document_id, w.dataset
        """,
        ("documents", "evidence"),
        facts=list(_FACTS),
    )


def _query(folder: Path, sql: str, datasets: tuple[str, ...], **values: object) -> pd.DataFrame:
    missing = [name for name in datasets if not (folder / f"{name}.parquet").is_file()]
    if missing or not set(datasets) <= set(DATASETS):
        raise ShuttenError(
            str(folder / f"{(missing or datasets)[0]}.parquet"), "is not there.",
            "Run 'shutten run' first, or name a folder of datasets with '--datasets'.",
        )  # fmt: skip
    with duckdb.connect() as database:
        for name in datasets:
            database.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
        return database.execute(sql, values or None).df()
