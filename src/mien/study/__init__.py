"""The user study: what raters answered, and what follows from it."""
