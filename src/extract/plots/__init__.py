"""Pictures of the published datasets; Altair describes them, vl-convert draws them, and both come with the extra ``plot``."""
