"""A participant's own results, piece by piece."""
