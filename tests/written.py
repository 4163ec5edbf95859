"""Every kind of clip that can be written."""

CLIPS = ["c.mp4", "c.webm", "c.gif", "c.webp", "c.png", "c.npz", "c"]
