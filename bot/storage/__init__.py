"""What is remembered, on SQLite or PostgreSQL.

A new noun is three files and one line: `queries/<noun>.sql`; `<noun>.py` with its
row and its methods on `Bound`; `migrations/versions/<number>_<noun>.py`; a base more for `Transaction`.
"""

from bot.storage.announcement import AnnouncementRow, AnnouncementState
from bot.storage.audience import ListenerRow
from bot.storage.audit import AuditRow
from bot.storage.canned import CannedRow
from bot.storage.errors import StorageError
from bot.storage.inquiry import InquiryRow, ListedInquiry
from bot.storage.invite import InviteRow
from bot.storage.migrations import migrate
from bot.storage.nudge import NudgeRow, NudgeState
from bot.storage.pace import PaceRow
from bot.storage.paging import FIRST, Mark
from bot.storage.person import PersonRow, Reachable
from bot.storage.recipient import RecipientRow, RecipientState
from bot.storage.relay import Direction, RelayRow, RelayState
from bot.storage.retention import LONGEST_SILENT, SilentRow
from bot.storage.roll import Timed
from bot.storage.roster import EntryRow, RosterCounts
from bot.storage.staff import GivenRole, StaffRow
from bot.storage.storage import Storage, open_storage
from bot.storage.transaction import Transaction

__all__ = [
    "FIRST",
    "LONGEST_SILENT",
    "AnnouncementRow",
    "AnnouncementState",
    "AuditRow",
    "CannedRow",
    "Direction",
    "EntryRow",
    "GivenRole",
    "InquiryRow",
    "InviteRow",
    "ListedInquiry",
    "ListenerRow",
    "Mark",
    "NudgeRow",
    "NudgeState",
    "PaceRow",
    "PersonRow",
    "Reachable",
    "RecipientRow",
    "RecipientState",
    "RelayRow",
    "RelayState",
    "RosterCounts",
    "SilentRow",
    "StaffRow",
    "Storage",
    "StorageError",
    "Timed",
    "Transaction",
    "migrate",
    "open_storage",
]
