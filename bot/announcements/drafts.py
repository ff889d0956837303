"""Drafts as they are stored: found, begun, changed. Every step is kept."""

from dataclasses import dataclass, replace
from typing import Any

from bot.office.visit import Visit
from bot.storage import AnnouncementRow
from dialogs.announcements.audience import Audience
from dialogs.announcements.content import Content
from dialogs.announcements.timing import Timing
from dialogs.announcements.topic import TOPICS
from dialogs.scene import Refused

_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Draft:
    """An announcement or a template, and what it says."""

    row: AnnouncementRow
    content: Content

    @property
    def is_open(self) -> bool:
        """Whether what it says may still change."""
        return self.row.state == "draft" and not self.row.is_template


def numbered(number: str) -> int:
    """The number of an announcement as it stands in a button.

    Raises:
        Refused: if it is none.
    """
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        raise Refused(number)
    return int(number)


async def found(visit: Visit, number: str) -> Draft:
    """Any announcement or template, to be looked at.

    Raises:
        Refused: if there is none.
    """
    return _read(await visit.transaction.announcement(numbered(number)), number)


async def opened(visit: Visit, number: str) -> Draft:
    """A draft, locked so that it can be changed.

    Raises:
        Refused: if there is none, or it is none any more.
    """
    draft = _read(await visit.transaction.lock_announcement(numbered(number)), number)
    if not draft.is_open:
        raise Refused(number)
    return draft


async def changed(
    visit: Visit,
    draft: Draft,
    what: str = "changed",
    *,
    content: Content | None = None,
    **columns: Any,  # noqa: ANN401  of the row
) -> None:
    """Keep what is different about a draft. Whoever changed it last counts as its writer, and nobody has approved it:
    else somebody could send alone what they put into another's draft.
    """
    said = draft.row.content if content is None else content.model_dump_json()
    row = replace(draft.row, author=visit.person.id, content=said, changed_at=visit.now, approved_by=None, **columns)
    await visit.transaction.save_announcement(row)
    await visit.note(f"announcement.{what}", subject_of(row.id))


async def begun(visit: Visit, content: Content, like: AnnouncementRow | None = None, *, template: bool = False) -> int:
    """A new draft or template; its number. `like` is what it takes audience, topic and, but for a day, timing from."""
    timing = Timing() if like is None else Timing.model_validate_json(like.timing)
    number = await visit.transaction.add_announcement(
        AnnouncementRow(
            id=0,
            state="draft",
            author=visit.person.id,
            content=content.model_copy(update={"earlier": ""}).model_dump_json(),
            audience=Audience().model_dump_json() if like is None else like.audience,
            timing=(Timing() if timing.kind == "at" else timing).model_dump_json(),
            topic=TOPICS[0] if like is None else like.topic,
            made_at=visit.now,
            changed_at=visit.now,
            is_template=template,
        )
    )
    await visit.note("template.kept" if template else "announcement.begun", subject_of(number))
    return number


def subject_of(number: int) -> str:
    """How the audit log names an announcement."""
    return f"announcement {number}"


def _read(row: AnnouncementRow | None, number: str) -> Draft:
    if row is None:
        raise Refused(number)
    return Draft(row, Content.model_validate_json(row.content))


def read_timing(draft: Draft) -> Timing:
    """When it is to go out."""
    return Timing.model_validate_json(draft.row.timing)


def read_audience(draft: Draft) -> Audience:
    """To whom."""
    return Audience.model_validate_json(draft.row.audience)
