"""Mentions in any language -> one entity."""
