"""Announcements: what they say, to whom and when, and how far they are. Values only; storing and sending are the bot's."""
