"""The gateway: how updates come in from Telegram and screens go out to it."""

import os

# Unless this is set, python-telegram-bot warns of a deprecation each time it raises RetryAfter.
os.environ.setdefault("PTB_TIMEDELTA", "true")
