"""Metrics: one a file, stateless, each defined in its docstring."""
