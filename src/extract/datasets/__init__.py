"""Claims -> rows -> files."""
