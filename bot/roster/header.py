"""Which column of a file says what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.roster.table import BadFile, Cell, Table, is_blank

_LOOKED_AT = 20
"""Rows with something in them among which the head is looked for: titles may stand above it."""

_ALIASES: Mapping[str, str] = {
    "email": "email emailaddress electronicmail primaryemail contactemail correoelectronico correo",
    "first_name": "firstname first givenname forename preferredname nombre",
    "last_name": "lastname last surname familyname apellido apellidos",
    "name": "name fullname membername endorseename contactname",
    "category": "category endorsement endorsementcategory credential endorsementtype endorsedas",
    "age_band": "ageband age agegroup agerange",
    "earned_on": "dateearned earned earnedon endorsementdate dateendorsed endorsedon dateofendorsement"
    " awarded dateawarded awardedon issued dateissued issuedon",
    "ers": "ers endorsedreflectivesupervisor reflectivesupervisor addon ersaddon",
    "membership_until": "membershipexpiry membershipexpires membershipexpiration membershipexpirationdate"
    " expiry expires expirationdate expiration membershipuntil memberuntil membershipenddate membershipend memberexpiry"
    " membershipexpirydate memberthrough",
    "tags": "tags tag groups labels keywords",
}
FIELDS = tuple(_ALIASES)

_FIELD_OF = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}

_OWN = frozenset({"known in telegram", "link", "link good until"})
"""Columns that only an export of ours has; they come back unread."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where each field stands, and the columns' names as the file has them."""

    row: int
    places: Mapping[str, int]
    titles: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names of the columns that nothing is taken from."""
        taken = set(self.places.values())
        return tuple(
            title
            for place, title in enumerate(self.titles)
            if title and place not in taken and title.casefold() not in _OWN
        )

    def title_of(self, field: str) -> str:
        """A field's column as the file names it."""
        return self.titles[self.places[field]] if field in self.places else ""


def folded(text: str) -> str:
    """Letters and figures only, without capitals: "E-mail " is "email"."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def recognized(row: Sequence[Cell]) -> dict[str, int]:
    """The fields that a row names, by column; the first of two that name the same."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        field = _FIELD_OF.get(folded(cell)) if isinstance(cell, str) else None
        if field is not None:
            found.setdefault(field, place)
    return found


def header_of(table: Table) -> tuple[Header, list[tuple[int, list[Cell]]]]:
    """The head, and the rows below it that were looked at already.

    Raises:
        BadFile: if no row is one, or two of its columns say the same.
    """
    seen: list[tuple[int, list[Cell]]] = []
    for row in table.rows:
        if not all(is_blank(cell) for cell in row[1]):
            seen.append(row)
        if len(seen) == _LOOKED_AT:
            break
    if not seen:
        raise BadFile("empty")
    best = max(range(len(seen)), key=lambda place: (_weight(seen[place][1]), -place))
    number, cells = seen[best]
    places = recognized(cells)
    if "email" not in places:
        raise BadFile("no_email", row=seen[0][0], came=_titles(seen[0][1]))
    _check_twins(cells)
    if "name" in places and ("first_name" in places or "last_name" in places):
        del places["name"]
    return Header(number, places, _titles(cells)), seen[best + 1 :]


def _weight(cells: Sequence[Cell]) -> int:
    places = recognized(cells)
    return len(places) if "email" in places else 0


def _titles(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split())[:40] if isinstance(cell, str) else "" for cell in cells)


def _check_twins(cells: Sequence[Cell]) -> None:
    taken: dict[str, str] = {}
    for cell in cells:
        field = _FIELD_OF.get(folded(cell)) if isinstance(cell, str) else None
        if field is None or not isinstance(cell, str):
            continue
        if field in taken:
            raise BadFile("twice", one=taken[field], other=cell.strip())
        taken[field] = cell.strip()
