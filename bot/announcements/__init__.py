"""Announcements: composed, frozen into a ledger of recipients, sent once, evenly paced."""
