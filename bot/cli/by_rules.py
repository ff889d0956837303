"""The options that say by which rules: --as-of and --pack."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.settings import RuleSettings, settings
from rules.complaints import BadInput
from rules.loading import load_pack, pack_names
from rules.pack import RulePack
from rules.sources import UncoveredDay


def add_rules(parser: ArgumentParser) -> None:
    """The two options."""
    add_day(parser)
    parser.add_argument("--pack", type=_pack, metavar="NAME", help="the rule pack (RULE_PACK, else infancy-onward)")


def add_day(parser: ArgumentParser) -> None:
    """--as-of alone."""
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="hold it against the rules of this day (today)")


def rules_of(options: Namespace) -> tuple[RulePack, date]:
    """The pack and the day that were asked for; the day it is where the association is, if none was.

    Raises:
        BadInput: if the pack does not speak for the day, or RULE_PACK names no pack.
    """
    pack = load_pack(options.pack or settings(RuleSettings).rule_pack)
    return pack, day_of(options, pack)


def day_of(options: Namespace, *packs: RulePack) -> date:
    """The day that was asked for; the day it is where the association of the last pack is, if none was.

    Raises:
        BadInput: if one of the packs does not speak for the day.
    """
    on: date = options.as_of or SystemClock().today(ZoneInfo(packs[-1].association.time_zone))
    try:
        for pack in packs:
            pack.check_covers(on)
    except UncoveredDay as error:
        raise BadInput(f"--as-of: {error}") from None
    return on


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # fromisoformat also takes 20261121 and 2026-W47-6, which people do not mean.
    if day is None or day.isoformat() != text:
        raise ArgumentTypeError(f"{text!r} came; allowed is a date such as 2026-11-21")
    return day


def _pack(name: str) -> str:
    if name not in pack_names():
        raise ArgumentTypeError(f"{name!r} came; allowed is {', '.join(pack_names())}")
    return name
