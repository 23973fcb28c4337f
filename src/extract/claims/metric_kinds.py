"""The metrics of figures: what kinds of values each may have, its unit, its least value."""

from __future__ import annotations

_MONEY, _PERCENT, _MULTIPLE, _DATA = "money", "percent", "multiple", "data"
_NUMBER = "number"
_GAIN = frozenset({_PERCENT, _MULTIPLE})
_THINGS = frozenset({"items", "places", "sites"})
METRIC_KINDS: dict[str, frozenset[str]] = {
    "search_requests": frozenset({"times", _NUMBER, "items"}),
    "voice_interactions": frozenset({"times", _NUMBER}),
    "active_users": frozenset({"people", "users", _NUMBER, "accounts"}),
    "users": frozenset({"people", "users", _NUMBER, "accounts"}),
    "parameters": frozenset({"parameters", _NUMBER}),
    "active_parameters": frozenset({"parameters", _NUMBER}),
    "vision_parameters": frozenset({"parameters", _NUMBER}),
    "language_parameters": frozenset({"parameters", _NUMBER}),
    "training_tokens": frozenset({"tokens", _NUMBER}),
    "context_length": frozenset({"tokens", _NUMBER, "characters"}),
    "vocabulary_size": frozenset({"tokens", _NUMBER}),
    "layers": frozenset({"layers", _NUMBER}),
    "hidden_size": frozenset({_NUMBER}),
    "attention_heads": frozenset({_NUMBER, "items"}),
    "feed_forward_size": frozenset({_NUMBER}),
    "inference_speed": frozenset({"tokens/second", "characters/second"}),
    "real_time_factor": frozenset({_NUMBER}),
    "embedding_size": frozenset({_NUMBER}),
    "experts": frozenset({_NUMBER, "items"}),
    "active_experts": frozenset({_NUMBER, "items"}),
    "inference_steps": frozenset({"steps"}),
    "training_steps": frozenset({"steps"}),
    "output_duration": frozenset({"seconds", "minutes", "hours"}),
    "sampling_rate": frozenset({"hertz"}),
    "languages": frozenset({"languages"}),
    "dataset_size": frozenset({_DATA, _NUMBER, "items", "tokens", "records", "hours", "sentences"}),
    "investment": frozenset({_MONEY}),
    "funding_raised": frozenset({_MONEY}),
    "valuation": frozenset({_MONEY}),
    "budget": frozenset({_MONEY}),
    "fund_size": frozenset({_MONEY}),
    "funding_support": frozenset({_MONEY, _PERCENT}),
    "partner_companies": frozenset({"companies"}),
    "market_size": frozenset({_MONEY}),
    "industry_size": frozenset({_MONEY}),
    "companies": frozenset({"companies", _NUMBER}),
    "market_share": frozenset({_PERCENT}),
    "share": frozenset({_PERCENT}),
    "growth_rate": frozenset({_PERCENT}),
    "adoption_rate": frozenset({_PERCENT}),
    "rate": frozenset({_PERCENT}),
    "efficiency_gain": _GAIN,
    "paper_share": frozenset({_PERCENT}),
    "citation_share": frozenset({_PERCENT}),
    "papers": frozenset({"papers", "items"}),
    "patents": frozenset({"patents", "items"}),
    "accuracy": frozenset({_PERCENT, "points"}),
    "performance_gain": _GAIN,
    "inference_gain": _GAIN,
    "training_gain": _GAIN,
    "speed_gain": _GAIN,
    "models": frozenset({"models", "items"}),
    "functions": frozenset({"functions", "kinds", "items"}),
    "industries": frozenset({"industries", "items"}),
    "employees": frozenset({"people", "employees"}),
    "workforce_reduction": frozenset({_PERCENT, "people", _NUMBER}),
    "talent": frozenset({"people"}),
    "loss": frozenset({_MONEY}),
    "revenue": frozenset({_MONEY}),
    "profit": frozenset({_MONEY}),
    "downloads": frozenset({"times", "items", _NUMBER}),
    "stars": frozenset({"items", _NUMBER}),
    "use_cases": frozenset({"items", "projects"}),
    "deployments": frozenset({*_THINGS, "companies", "cities", "universities_and_schools"}),
    "hubs": _THINGS,
    "clusters": _THINGS,
    "platforms": frozenset({*_THINGS, "platforms"}),
    "data_centers": frozenset({*_THINGS, "data_centers"}),
    "racks": frozenset({"items", _NUMBER}),
    "bandwidth": frozenset({_DATA}),
    "file_size": frozenset({_DATA}),
    "training_words": frozenset({"words"}),
    "gpu_memory": frozenset({_DATA}),
    "competitors": frozenset({"companies", "items", _NUMBER}),
}
"""What the values of a metric can be: kinds and units of `Quantity`. A word near a number of another kind is chance."""

METRIC_UNITS = {
    "parameters": "parameters",
    "active_parameters": "parameters",
    "vision_parameters": "parameters",
    "language_parameters": "parameters",
    "training_tokens": "tokens",
    "context_length": "tokens",
    "vocabulary_size": "tokens",
    "users": "people",
    "active_users": "people",
    "search_requests": "times",
    "voice_interactions": "times",
    "downloads": "times",
    "stars": "items",
    "racks": "racks",
    "competitors": "companies",
    "companies": "companies",
    "dataset_size": "items",
    "layers": "layers",
    "hidden_size": "dimensions",
    "attention_heads": "heads",
    "feed_forward_size": "dimensions",
    "embedding_size": "dimensions",
    "experts": "experts",
    "active_experts": "experts",
}
"""The unit of a bare number by its metric."""

RELATIVE = frozenset(
    {"performance_gain", "inference_gain", "training_gain", "speed_gain", "efficiency_gain", "accuracy", "rate"}
)
"""Metrics that are said of something in a sentence, never by a heading alone."""

GAINS = RELATIVE - {"accuracy", "rate"}
"""Metrics that are a change; a percentage beside their word is one only with a word of growth."""

UNIT_METRICS = {
    "parameters": "parameters",
    "tokens": "training_tokens",
    "words": "training_words",
    "tokens/second": "inference_speed",
    "characters/second": "inference_speed",
    "languages": "languages",
}
"""The metric of a count that no word names."""

LEAST = {
    "parameters": 10**6,
    "active_parameters": 10**6,
    "vision_parameters": 10**6,
    "language_parameters": 10**6,
    "training_tokens": 10**8,
    "training_words": 10**8,
    "context_length": 256,
    "vocabulary_size": 1000,
    "users": 100,
    "active_users": 100,
    "functions": 10,
    "layers": 2,
    "hidden_size": 32,
    "attention_heads": 2,
    "feed_forward_size": 64,
    "embedding_size": 32,
    "experts": 2,
    "active_experts": 1,
    "inference_speed": 1,
    "sampling_rate": 4000,
    "languages": 3,
    "models": 10,
    "downloads": 100,
    "stars": 100,
}
"""So few of a thing are no figure of it: an index, a step, a choice."""

MOST = {
    "layers": 10**3,
    "sampling_rate": 200_000,
    "real_time_factor": 10,
    "experts": 10**4,
    "active_experts": 10**3,
    "embedding_size": 10**5,
    "attention_heads": 10**3,
    "hidden_size": 10**6,
    "feed_forward_size": 10**6,
    "models": 10**7,
    "languages": 10**4,
    "companies": 10**9,
    "industries": 10**3,
    "functions": 10**5,
}
"""More of a thing there cannot be: the number is of something else, such as the size in 千亿大模型."""

LEAST_COMPANIES = 10
"""The fewest companies that a bare number counts; a smaller one may be the mark of a note."""

LEAST_ITEMS = 1000
"""The fewest records of a data set."""

LEAST_BARE_ITEMS = 10_000
"""The fewest of them that a number without a counter states; a smaller one may be a year."""

COUNTED_NOUNS = frozenset({"companies", "models"})
"""Metrics that the noun of a count names itself, where no other word says what the counted do."""

TIED_METRICS = frozenset(
    {"gpu_memory", "rate", "share", "models", "competitors", "deployments", "stars", "real_time_factor"}
)
"""Metrics with words so common that nothing but a particle may stand between the word and the number."""

OF_MODELS = frozenset(
    {
        "parameters",
        "active_parameters",
        "vision_parameters",
        "language_parameters",
        "training_tokens",
        "context_length",
        "vocabulary_size",
        "training_words",
        "file_size",
        "gpu_memory",
        "layers",
        "hidden_size",
        "attention_heads",
        "feed_forward_size",
        "embedding_size",
        "experts",
        "active_experts",
        "inference_speed",
        "real_time_factor",
        "inference_steps",
        "training_steps",
        "output_duration",
        "sampling_rate",
    }
)
"""Metrics that only a model has."""

OF_RUNS = frozenset(
    {"gpu_memory", "inference_speed", "real_time_factor", "inference_steps", "training_steps", "output_duration"}
)
"""Metrics of a model at work, which a sentence says of the software or card beside it too."""

WHOLE = frozenset(
    {
        "context_length",
        "vocabulary_size",
        "layers",
        "languages",
        "hidden_size",
        "attention_heads",
        "feed_forward_size",
        "stars",
    }
)
"""Metrics that count: a value with a fraction is one of something else, such as seconds in a column of lengths."""

OF_PLACES = frozenset(
    {
        "fund_size",
        "funding_support",
        "industry_size",
        "companies",
        "platforms",
        "use_cases",
        "models",
        "hubs",
        "clusters",
        "data_centers",
        "paper_share",
        "citation_share",
        "papers",
        "patents",
        "users",
        "market_size",
        "talent",
        "adoption_rate",
        "bandwidth",
    }
)
"""Metrics that a country, province or city has, by itself or by the plans of its government."""

OF_WORK = frozenset({"accuracy", "performance_gain", "inference_gain", "training_gain", "speed_gain"})
"""Metrics of how well something works; a benchmark or data set has none."""

OF_AUDIENCES = frozenset({"users", "active_users"})
"""Metrics of an audience."""

OF_SENTENCES = frozenset({"deployments", "rate", "share"})
"""Metrics so common that no box or heading proves whose they are: the sentence has to say it."""

OF_MARKETS = frozenset({"market_size", "industry_size"})
"""Metrics of a market or an industry."""

OF_ORGANIZATIONS = frozenset(
    {
        "employees",
        "workforce_reduction",
        "talent",
        "revenue",
        "profit",
        "loss",
        "valuation",
        "funding_raised",
        "data_centers",
    }
)
"""Metrics that no model has, whatever heading they stand under."""

OF_PEOPLE = frozenset({"investment", "funding_raised", "loss", "users"})
"""Metrics that a person has too."""

OF_TABLES = frozenset({"gpu_memory", "file_size"})
"""Metrics that only a table states of a model; in a sentence they tell a reader what to buy."""
