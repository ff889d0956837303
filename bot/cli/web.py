"""`endorse web`: the webhook server, for several machines behind a load balancer."""

from argparse import ArgumentParser, Namespace

from bot.cli.command import DONE
from bot.cli.serving import until_stopped
from bot.service import serve
from bot.settings import Settings, settings
from rules.complaints import BadInput

EXAMPLES = """examples:
  TELEGRAM_BOT_TOKEN=… WEBHOOK_URL=https://bot.example.org/hook WEBHOOK_SECRET=… endorse web"""


def add_arguments(_parser: ArgumentParser) -> None:
    """None: everything stands in the environment."""


def run(_options: Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    chosen = settings(Settings)
    if chosen.webhook_secret is None:
        # Several processes register the same webhook: a secret that each made up would lock the others out.
        raise BadInput("WEBHOOK_SECRET: missing; 1 to 256 letters, digits, _ and -, the same for every process")
    until_stopped(serve, chosen, "web")
    return DONE
