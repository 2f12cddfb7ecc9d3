"""The results page: what everybody may read first, and the technical part behind it."""
