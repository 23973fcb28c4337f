"""The review page: a local web page on which people look at pending changes and say what they think of them."""
