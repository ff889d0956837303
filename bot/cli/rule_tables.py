"""Requirements as plain text, for a terminal, a pipe or a printer."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import fill

from dialogs.chart import in_words
from rules.category import AddOn, CategoryRules, Requirement
from rules.codes import Category, Kind
from rules.complaints import BadInput
from rules.conditions import AtLeast
from rules.fees import application_fees
from rules.pack import RulePack
from rules.sources import Source, in_force

_WIDTH = 100


def asked_under(pack: RulePack, code: str) -> CategoryRules | AddOn:
    """The category or add-on with these letters, in either case; the early childhood letters name the same category.

    Raises:
        BadInput: if there is none.
    """
    by_letters: dict[str, CategoryRules | AddOn] = {pack.add_on.code: pack.add_on}
    for category in pack.categories:
        by_letters |= {str(category.code): category, category.early_childhood_code: category}
    if code.upper() not in by_letters:
        raise BadInput(f"CODE: {code!r} came; allowed is {', '.join(sorted(by_letters))}")
    return by_letters[code.upper()]


def as_table(pack: RulePack, on: date) -> str:
    """Every requirement on a line, by category."""
    everything: tuple[CategoryRules | AddOn, ...] = (*(pack.by_code[code] for code in Category), pack.add_on)
    return "\n\n".join("\n".join(_rows(pack, asked, on)) for asked in everything)


def as_sheet(pack: RulePack, asked: CategoryRules | AddOn, on: date) -> str:
    """One category or the add-on: requirements, raters and fees, each with its sources."""
    return "\n".join(
        (
            _heading(asked),
            "",
            "Requirements",
            *_requirements(pack, asked, on),
            "",
            "References come from",
            *(line for rater in asked.raters for line in _entry(rater.who, rater.sources)),
            *_provider(pack, asked),
            "",
            "Fees (membership is not in them)",
            *_fees(pack, asked, on),
        )
    )


def need(requirement: Requirement) -> str:
    """What is asked for, in words short enough for a table."""
    match requirement.needs:
        case None:
            return "given with the application"
        case AtLeast(at_least=least):
            return f"at least {least:g}"
        case condition:
            return in_words(condition)


def _rows(pack: RulePack, asked: CategoryRules | AddOn, on: date) -> Iterator[str]:
    rows = [
        (one.id, need(one), str(one.unit or ""), str(one.since), "; ".join(map(_cite, one.sources)))
        for one in pack.requirements(str(asked.code), on)
    ]
    yield _heading(asked)
    yield from _aligned([("id", "need", "unit", "since", "source"), *rows])


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        # The last column is left as long as it is: a terminal wraps it, a pipe can cut it.
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        yield f"  {'  '.join((*cells, row[-1]))}"


def _heading(asked: CategoryRules | AddOn) -> str:
    if isinstance(asked, AddOn):
        return f"{asked.code}: {asked.name}"
    return f"{asked.code}, {asked.early_childhood_code}: {asked.name}, {asked.early_childhood_name}"


def _requirements(pack: RulePack, asked: CategoryRules | AddOn, on: date) -> Iterator[str]:
    for one in pack.requirements(str(asked.code), on):
        unit = f" {one.unit}" if one.unit is not None and isinstance(one.needs, AtLeast) else ""
        paper = " (paperwork: never changes the category)" if one.kind is Kind.ADMINISTRATIVE else ""
        yield from _entry(f"{one.id}: {need(one)}{unit}, since {one.since}{paper}", one.sources)


def _provider(pack: RulePack, asked: CategoryRules | AddOn) -> Iterator[str]:
    for provider in pack.providers:
        if provider.id == asked.provider:
            yield from ("", "Who may provide the RSC", *_entry(provider.text, provider.sources))


def _fees(pack: RulePack, asked: CategoryRules | AddOn, on: date) -> Iterator[str]:
    currency = pack.association.currency
    if isinstance(asked, AddOn):
        fee = in_force(pack.fees.add_on, on)
        yield from _entry(f"processing {fee.processing} {currency}, beside those of the base Endorsement", fee.sources)
        return
    fees = application_fees(pack.fees, currency, asked.code, on, with_add_on=False)
    line = in_force((line for line in pack.fees.application if asked.code in line.categories), on)
    text = f"registration {fees.registration}, processing {fees.processing}, together {fees.total} {currency}"
    yield from _entry(text, line.sources)


def _entry(text: str, sources: Iterable[Source]) -> Iterator[str]:
    yield fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    for source in sources:
        yield f"      {_cite(source)} (checked {source.checked})"


def _cite(source: Source) -> str:
    return f"{source.document}: {source.locator}"
