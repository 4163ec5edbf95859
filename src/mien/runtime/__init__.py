"""Animate photos with a bundle: no PyTorch, frames independent of each other."""
