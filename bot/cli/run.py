"""`endorse run`: the bot, all in one process; by long polling, or by webhook when WEBHOOK_URL is set."""

from argparse import ArgumentParser, Namespace

from bot.cli.command import DONE
from bot.cli.serving import until_stopped
from bot.service import poll, serve_and_work
from bot.settings import Settings, settings

EXAMPLES = """examples:
  TELEGRAM_BOT_TOKEN=… endorse run
  TELEGRAM_BOT_TOKEN=… WEBHOOK_URL=https://bot.example.org/hook WEBHOOK_SECRET=… endorse run"""


def add_arguments(_parser: ArgumentParser) -> None:
    """None: everything stands in the environment."""


def run(_options: Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    chosen = settings(Settings)
    until_stopped(serve_and_work if chosen.webhook_url else poll, chosen, "run")
    return DONE
