"""The study on other people's hosts: Mechanical Turk, and any that serves files."""
