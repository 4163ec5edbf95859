"""Photo pairs: two photos of one person, and the clip between them."""
