"""One transaction: every noun's methods under one roof. A new noun is a base more."""

from bot.storage.announcement import Announcements
from bot.storage.audience import Listeners
from bot.storage.audit import Audit
from bot.storage.canned import CannedAnswers
from bot.storage.census import Census
from bot.storage.copy import Copies
from bot.storage.inquiry import Inquiries
from bot.storage.invite import Invites
from bot.storage.nudge import Nudges
from bot.storage.pace import Paces
from bot.storage.person import People
from bot.storage.recipient import Recipients
from bot.storage.relay import Relays
from bot.storage.repair import Repairs
from bot.storage.reply import Replies
from bot.storage.retention import Retention
from bot.storage.roll import Roll
from bot.storage.roster import Roster
from bot.storage.staff import Staff
from bot.storage.tombstone import Tombstones


class Transaction(
    People,
    Roll,
    Census,
    Retention,
    Roster,
    Nudges,
    Staff,
    Invites,
    Audit,
    Announcements,
    Recipients,
    Listeners,
    Copies,
    Repairs,
    Paces,
    Replies,
    Inquiries,
    Relays,
    CannedAnswers,
    Tombstones,
):
    """All or nothing, at "read committed" on both databases: what must not change is locked by its person.

    A StorageError is to leave the block: PostgreSQL would silently undo what is caught and committed, SQLite keep it.
    """

    __slots__ = ()
