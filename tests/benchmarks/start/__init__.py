"""Start: from a process's first moment until somebody who waits with /start is replied to, and its memory at rest.

Ours is the whole bot as `endorse run` serves it: migrations looked at, the rules read and checked, screens, storage,
the engine that sends reminders and announcements. A peer is the least that its guide shows: a handler for /start that
replies with a line, nothing kept.
"""
