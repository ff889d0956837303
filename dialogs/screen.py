"""What one turn shows: a text, its buttons and at most one file to draw. Values only; sending is the bot's."""

from dataclasses import dataclass

from dialogs.endorsement import Credit
from dialogs.packet import CalendarEvent, Packet
from dialogs.plan import Plan


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; exactly one of `tap`, `url` and `copy` is set.

    `tap` is callback data (1 to 64 bytes), `copy` is text for the clipboard (1 to 256 characters).
    """

    label: str
    tap: str | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A readiness picture to draw from `plan`."""

    plan: Plan
    dark: bool = False


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """A PDF to draw from `plan`."""

    plan: Plan
    file_name: str


@dataclass(frozen=True, slots=True)
class Export:
    """A JSON file of everything that is stored about the person; the bot fills it."""

    file_name: str


@dataclass(frozen=True, slots=True)
class AuditPacket:
    """The audit packet as a PDF, or with `as_table` as CSV."""

    packet: Packet
    file_name: str
    as_table: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """An .ics file of whole days."""

    events: tuple[CalendarEvent, ...]
    file_name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is there already. `shown`: a picture, to be seen in the chat rather than opened."""

    content: bytes
    file_name: str
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate of an entry, as it was sent; `lost` is the text, as HTML, where nobody has it any more."""

    credit: Credit
    lost: str


Attachment = Picture | ActionPlan | Export | AuditPacket | Calendar | Document | Certificate


@dataclass(frozen=True, slots=True)
class Screen:
    """One message.

    `text` is HTML in Telegram's dialect, 1 to 4096 characters after parsing (1024 when `attachment` is set: it is then
    a caption). `stays` keeps the message: the next screen is sent below it, never written over it. `toast` is a short
    plain line (at most 200 characters) for the pop-up that answers a tap.
    """

    name: str
    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    attachment: Attachment | None = None
    stays: bool = False
    toast: str = ""
