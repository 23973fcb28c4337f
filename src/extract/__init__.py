"""shutten: what Japanese reports and Chinese articles state, as datasets in which every row names its source."""

__version__ = "0.1.0"
