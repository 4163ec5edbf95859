from fixed import fixed_randomness

__all__ = ["fixed_randomness"]
