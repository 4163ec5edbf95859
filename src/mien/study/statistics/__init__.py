"""Statistics of a study: how many raters it needs, and what their answers say."""
