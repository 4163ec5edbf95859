"""Raters and their answers in SQLite or PostgreSQL."""

from mien.study.database.engine import open_engine
from mien.study.database.store import UNKNOWN, Progress, RefusedError, Store

__all__ = ["UNKNOWN", "Progress", "RefusedError", "Store", "open_engine"]
