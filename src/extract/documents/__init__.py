"""Bytes -> Document: pages of raw text with blocks, tables and, for a PDF, the box of every character."""
