"""Commands of the command line that have a module of their own: their options, and what they print."""
