"""Code lists of other datasets, each row with the source of its facts."""
