"""Preparation: clip sets made out of what people have."""
