"""The handouts, a module each: what its template may use, and how that is filled in."""
