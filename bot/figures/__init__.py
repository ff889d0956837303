"""Numbers about people, counted without names."""
