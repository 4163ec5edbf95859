"""User studies: which clip looks more realistic, which is real, and how far raters agree."""
