"""Clips out of single neutral photos, through a face mesh with expression blendshapes."""
