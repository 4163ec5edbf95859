"""Who sees what in which order: balanced by construction, the same for the same seed."""
