"""`endorse worker`: sends reminders and announcements, for several machines beside `endorse web`."""

from argparse import ArgumentParser, Namespace

from bot.cli.command import DONE
from bot.cli.serving import until_stopped
from bot.service import work
from bot.settings import Settings, settings

EXAMPLES = """examples:
  TELEGRAM_BOT_TOKEN=… DATABASE_URL=postgresql://… endorse worker

Any number may run: each message is sent by one of them, and what a dead one leaves the others take over.
`endorse run` needs none: it sends them itself."""


def add_arguments(_parser: ArgumentParser) -> None:
    """None: everything stands in the environment."""


def run(_options: Namespace) -> int:
    """Work until SIGTERM or Ctrl-C."""
    until_stopped(work, settings(Settings), "worker")
    return DONE
