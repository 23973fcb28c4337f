"""Prefect, and nothing else: thin flows and tasks around one library call each."""
