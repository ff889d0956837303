"""Differences between packs in words, a line for each."""

from datetime import date

from bot.cli.rule_tables import need
from dialogs.chart import in_words
from rules.category import Requirement
from rules.codes import Kind
from rules.conditions import AtLeast
from rules.difference import Asked, Difference
from rules.facts import CountedFact
from rules.fees import AddOnFee, AgencyMembership, ApplicationFee, IndividualMembership
from rules.renewal_policy import DayOfYear, RscExemption


def as_line(found: Difference) -> str:
    """The rule's id, both values, and from when on."""
    since = "" if found.since is None else f", from {found.since} on"
    return f"{found.rule}: {_in_words(found.before)} -> {_in_words(found.after)}{since}"


def _in_words(asked: Asked | None) -> str:
    match asked:
        case Requirement():
            return _requirement(asked)
        case ApplicationFee() | AddOnFee() | IndividualMembership() | AgencyMembership():
            return _price(asked)
        case CountedFact():
            return _counted(asked)
        case RscExemption():
            return f"{asked.category} after {asked.after_years} years"
        case tuple():
            return ", ".join(map(_one, asked)) or "none"
        case _:
            return _one(asked)


def _one(asked: DayOfYear | str | date | float | None) -> str:
    match asked:
        case None:
            return "nothing"
        case DayOfYear():
            return f"{asked.month:02}-{asked.day:02}"
        case float() | int():
            return f"{asked:g}"
        case _:
            return str(asked)


def _requirement(asked: Requirement) -> str:
    unit = f" {asked.unit}" if asked.unit is not None and isinstance(asked.needs, AtLeast) else ""
    return f"{need(asked)}{unit}{' (paperwork)' if asked.kind is Kind.ADMINISTRATIVE else ''}"


def _counted(fact: CountedFact) -> str:
    less = f" less {fact.less}" if fact.less else ""
    return f"{fact.of}{less}{f', if {in_words(fact.when)}' if fact.when else ''}"


def _price(fee: ApplicationFee | AddOnFee | IndividualMembership | AgencyMembership) -> str:
    match fee:
        case ApplicationFee():
            return f"registration {fee.registration}, processing {fee.processing}"
        case AddOnFee():
            return f"processing {fee.processing}"
        case IndividualMembership():
            return str(fee.price)
        case AgencyMembership():
            return f"{fee.price} for {fee.staff_included} staff, {fee.each_more} for each more"
