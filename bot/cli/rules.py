"""`endorse rules`: what the packs hold, for those who have to check it against the sources."""

from argparse import ArgumentParser, Namespace

from bot.cli import rule_changes
from bot.cli.by_rules import add_rules, rules_of
from bot.cli.command import DONE, REFUSED
from bot.cli.printing import print_refusal, print_text
from bot.cli.rule_tables import as_sheet, as_table, asked_under
from rules.loading import PackFault, frameless_names, load_pack, pack_names

EXAMPLES = """examples:
  endorse rules check
  endorse rules list
  endorse rules show ECFS
  endorse rules diff infancy-onward ./infancy-onward-2027 --people"""


def add_arguments(parser: ArgumentParser) -> None:
    """The four actions."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser(
        "check", help="validate every pack", description="Validate every pack; each fault is a line."
    )
    check.set_defaults(act=_check)
    listing = actions.add_parser("list", help="list the requirements", description="List what each category asks for.")
    listing.set_defaults(act=_list)
    show = actions.add_parser(
        "show", help="show one category", description="Show one category or the add-on with sources."
    )
    show.set_defaults(act=_show)
    show.add_argument("code", metavar="CODE", help="IFA, ECFS, IMHM-R/F, ERS …; upper or lower case")
    diff = actions.add_parser(
        "diff", help="compare two packs", description="Tell what changed between two packs, and whose result with it."
    )
    rule_changes.add_arguments(diff)
    examples = (
        (check, "check"),
        (listing, "list --as-of 2026-11-21"),
        (show, "show imhm-c"),
        (diff, "diff infancy-onward ./infancy-onward-2027 --people"),
    )
    for action, example in examples:
        action.epilog = f"example: endorse rules {example}"
    for action in (listing, show):
        add_rules(action)


def run(options: Namespace) -> int:
    """Do one of the four."""
    code: int = options.act(options)
    return code


def _check(_options: Namespace) -> int:
    faults = 0
    for name in frameless_names():
        faults += 1
        print_refusal(f"{name}: pack.yaml: missing; every folder beside the packs has to be one")
    for name in pack_names():
        try:
            pack = load_pack(name)
        except PackFault as fault:
            faults += len(fault.faults)
            for line in fault.faults:
                print_refusal(f"{name}: {line}")
        else:
            print_text(f"{name} {pack.version}: sound; read the sources again by {pack.covers.check_by}")
    return REFUSED if faults else DONE


def _list(options: Namespace) -> int:
    pack, on = rules_of(options)
    print_text(as_table(pack, on))
    return DONE


def _show(options: Namespace) -> int:
    pack, on = rules_of(options)
    print_text(as_sheet(pack, asked_under(pack, options.code), on))
    return DONE
