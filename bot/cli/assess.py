"""`endorse assess`: a profile held against the rules."""

from argparse import ArgumentParser, Namespace

from pydantic import TypeAdapter

from bot.cli.by_rules import add_rules, rules_of
from bot.cli.command import DONE
from bot.cli.document import add_file, read
from bot.cli.printing import print_json
from rules.assessment import Assessment, assess
from rules.profile import Profile

EXAMPLES = """examples:
  echo '{"scope": "prevention", "rsc_hours": 20, "rsc_provider_qualified": "yes"}' | endorse assess
  endorse assess profile.json --as-of 2026-11-21

Every key of a profile is optional; one that is absent or null is unknown."""


def add_arguments(parser: ArgumentParser) -> None:
    """FILE, --as-of and --pack."""
    add_file(parser, "a profile")
    add_rules(parser)


def run(options: Namespace) -> int:
    """Print the assessment."""
    pack, on = rules_of(options)
    found = assess(pack, read(options.file, Profile), on)
    print_json(TypeAdapter(Assessment).dump_python(found, mode="json"))
    return DONE
