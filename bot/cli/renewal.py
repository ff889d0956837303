"""`endorse renewal`: an endorsement record held against the renewal policy."""

from argparse import ArgumentParser, Namespace

from bot.cli.by_rules import add_rules, rules_of
from bot.cli.command import DONE
from bot.cli.document import add_file, read
from bot.cli.printing import print_json
from rules.renewal import EndorsementRecord, renewal

EXAMPLES = """examples:
  echo '{"category": "IFS", "earned_on": "2025-03-01", "credits": {"rsc_received": 8}}' | endorse renewal
  endorse renewal record.json --as-of 2027-10-05

`category` and `earned_on` have to be given; hours that are absent are none."""


def add_arguments(parser: ArgumentParser) -> None:
    """FILE, --as-of and --pack."""
    add_file(parser, "an endorsement record")
    add_rules(parser)


def run(options: Namespace) -> int:
    """Print the renewal status."""
    pack, on = rules_of(options)
    print_json(renewal(pack, read(options.file, EndorsementRecord), on).model_dump(mode="json"))
    return DONE
