"""Mentions -> Claims: what one place of one document says, with its evidence."""
