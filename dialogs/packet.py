"""What an endorsee hands in when they are audited, in words: the PDF and the CSV are made from this."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Packet:
    """Final, translated plain text. `rows` fit `columns`; `sums` are (what, required, counted, missing).

    `facts` are label and value pairs for the cover: credential, earned, cycle, deadline, attested.
    """

    language: str
    title: str
    credential: str
    credential_name: str
    as_of: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sum_columns: tuple[str, ...]
    sums: tuple[tuple[str, ...], ...]
    evidence: tuple[str, ...]
    notes: tuple[str, ...]
    contact: str
    footer: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A whole day. `uid` stays for ever; `sequence` is raised with each change, so that a new download updates.

    One that is `cancelled` is taken out of calendars that hold it.
    """

    uid: str
    sequence: int
    day: date
    title: str
    text: str
    cancelled: bool = False
