"""The studio: an HTTP service that animates photos, and the page that stands on it."""
