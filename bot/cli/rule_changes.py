"""`endorse rules diff`: what changed between two packs, and whose result with it."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from bot.cli.by_rules import add_day, day_of
from bot.cli.command import DONE
from bot.cli.printing import print_text
from bot.cli.rule_differences import as_line
from rules.difference import differences
from rules.loading import PackFault, load_pack, pack_names, read_pack
from rules.pack import RulePack


def add_arguments(parser: ArgumentParser) -> None:
    """OLD, NEW, --people, --tell, --recompute and --as-of."""
    parser.set_defaults(act=_diff)
    parser.add_argument("old", type=_pack, metavar="OLD", help="the name of a pack, or the folder of one")
    parser.add_argument("new", type=_pack, metavar="NEW", help="the pack to compare it with")
    parser.add_argument("--people", action="store_true", help="list the ids of those whose result changes")
    parser.add_argument("--tell", action="store_true", help="have the bot tell each of them, once; implies --recompute")
    parser.add_argument("--recompute", action="store_true", help="work out by NEW when everybody is next reminded")
    add_day(parser)


def _diff(options: Namespace) -> int:
    lines = [as_line(found) for found in differences(options.old, options.new)]
    print_text("\n".join(lines) or f"{options.old.name} and {options.new.name} ask for the same")
    if options.people:
        # Imported here: comparing packs needs neither a database nor the interviews.
        from bot.cli.people_touched import people_touched  # noqa: PLC0415

        print_text(f"\n{people_touched(options.old, options.new, day_of(options, options.old, options.new))}")
    if options.tell or options.recompute:
        from bot.cli.people_told import people_told  # noqa: PLC0415

        on = day_of(options, options.old, options.new)
        print_text(f"\n{people_told(options.old, options.new, on, tell=options.tell)}")
    return DONE


def _pack(text: str) -> RulePack:
    if text in pack_names():
        return load_pack(text)
    folder = Path(text)
    if not (folder / "pack.yaml").is_file():
        raise ArgumentTypeError(f"{text!r} came; allowed is {', '.join(pack_names())}, or a folder with a pack.yaml")
    try:
        return read_pack(folder, folder.resolve().name)
    except PackFault as fault:
        raise ArgumentTypeError(str(fault)) from None
