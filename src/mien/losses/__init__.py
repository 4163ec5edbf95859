"""Losses: functions that return unweighted scalars; weights meet them in one place."""
