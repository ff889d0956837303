"""`endorse demo`: the unmodified bot in a page that behaves like a chat app, beside a clock that can be moved.

The page is rendered here, message by message; its script only puts rendered pieces where they belong. It shows what
comes over the Bot API and nothing else.
"""

from bot.demo.demo import Demo

__all__ = ["Demo"]
