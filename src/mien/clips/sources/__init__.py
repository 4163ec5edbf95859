"""Adapters: other collections of recordings, turned into a clip set."""
