"""Announcements: what they say, to whom and when, and how far they are. Values only."""
