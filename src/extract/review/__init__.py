"""A candidate version beside the published one: what would change, and what of it is decided."""
