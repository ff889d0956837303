"""The Bot API methods, grouped by noun; importing this package registers them all."""

from bot.simulator.methods import (
    albums,
    callbacks,
    chats,
    commands,
    copies,
    deletions,
    edits,
    files,
    profile,
    session,
    texts,
    topics,
    updates,
)

__all__ = [
    "albums",
    "callbacks",
    "chats",
    "commands",
    "copies",
    "deletions",
    "edits",
    "files",
    "profile",
    "session",
    "texts",
    "topics",
    "updates",
]
