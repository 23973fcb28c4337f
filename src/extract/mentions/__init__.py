"""Text -> Mentions with values."""

from extract.mentions.values import ValueReading, read_values

__all__ = ["ValueReading", "read_values"]
