"""Training: the loop, what a run leaves on disk, and the export of what was learnt."""
