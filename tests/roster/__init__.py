"""The roster: files, plans, links, and the screens for it."""
