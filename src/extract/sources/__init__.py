"""Addresses -> bytes: the catalogue of sources and how each is fetched."""
