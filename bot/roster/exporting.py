"""The list as a file that a spreadsheet opens and does not compute, and that an import takes again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO

from bot.roster.comparing import Plan
from bot.roster.entry import endorsements_of
from bot.roster.words import RosterWords
from bot.spreadsheet import Value, csv_of, harmless
from bot.storage import EntryRow
from rules.pack import RulePack

HEAD = (
    "First name",
    "Last name",
    "E-mail",
    "Category",
    "Age band",
    "Date earned",
    "ERS",
    "Membership expiry",
    "Tags",
    "Known in Telegram",
)
_LINKS = ("Link", "Link good until")

Links = Mapping[int, tuple[str, date]]
"""A new link and its last day, by the id of its entry."""


def as_xlsx(rows: Iterable[Sequence[Value]]) -> bytes:
    """With days as days."""
    from openpyxl import Workbook  # noqa: PLC0415  a fifth of the bot's start, for a file that is seldom asked for

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Roster")
    for row in rows:
        sheet.append([cell if isinstance(cell, date) else harmless(cell) for cell in row])
    content = BytesIO()
    book.save(content)
    book.close()
    return content.getvalue()


FORMATS = {"csv": csv_of, "xlsx": as_xlsx}


def exported(entries: Iterable[EntryRow], pack: RulePack, links: Links | None = None) -> Iterator[tuple[Value, ...]]:
    """The head, then a row for each Endorsement; one for whoever has none."""
    yield HEAD if links is None else (*HEAD, *_LINKS)
    for entry in entries:
        link: tuple[Value, ...] = () if links is None else links.get(entry.id, (None, None))
        for held in endorsements_of(entry) or (None,):
            letters = pack.by_code[held.category].credential(held.age_band) if held else None
            yield (
                entry.first_name,
                entry.last_name,
                entry.email,
                letters,
                str(held.age_band).replace("_", " ") if held else None,
                held.earned_on if held else None,
                ("yes" if held.ers else "no") if held else None,
                entry.membership_until,
                "; ".join(entry.tags),
                "no" if entry.person_id is None else "yes",
                *link,
            )


def outcome_rows(plan: Plan, words: RosterWords) -> Iterator[tuple[Value, ...]]:
    """What would become of each row of a file, for a dry run."""
    yield words.outcome_head
    for one in plan.outcomes():
        detail = words.fault(one.fault) if one.fault is not None else words.fields(one.fields)
        yield str(one.row), one.email, words.becomes(one.becomes), detail
