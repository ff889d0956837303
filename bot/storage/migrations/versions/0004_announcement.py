"""Announcements, and the ledger of who received which."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_STATES = "'draft', 'in_review', 'scheduled', 'sending', 'paused', 'finished', 'cancelled'"
_COPY_STATES = "'pending', 'sending', 'sent', 'skipped', 'failed', 'unknown'"
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add announcement, recipient, tap and pace; a program of the version before goes on beside it."""
    op.create_table(
        "announcement",
        sa.Column("id", _NUMBER, sa.Identity(always=True), primary_key=True),
        sa.Column("state", sa.Text, nullable=False, server_default="draft"),
        sa.Column("author", sa.BigInteger, nullable=False),
        # JSON: what it says, to whom, and when; the shapes are those of dialogs/announcements.
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("timing", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("is_template", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("approved_by", sa.BigInteger),
        sa.Column("confirmed_by", sa.BigInteger),
        sa.Column("confirmed_at", sa.Text),
        sa.Column("starts_at", sa.Text),
        sa.Column("expires_at", sa.Text),
        sa.Column("finished_at", sa.Text),
        # Why it stopped by itself.
        sa.Column("stopped_by", sa.Text),
        # The message that shows the progress, in the chat of whoever confirmed it.
        sa.Column("progress_chat", sa.BigInteger),
        sa.Column("progress_message", sa.BigInteger),
        sa.CheckConstraint(f"state IN ({_STATES})", name="announcement_state"),
        sqlite_autoincrement=True,
    )
    _partial_index("announcement_open", "announcement", ["starts_at"], "state IN ('scheduled', 'sending')")
    op.create_table(
        "recipient",
        sa.Column("id", _NUMBER, sa.Identity(always=True), primary_key=True),
        sa.Column("announcement_id", _NUMBER, sa.ForeignKey("announcement.id", ondelete="CASCADE"), nullable=False),
        # Empty once the person asked to be forgotten: the sums stay, the name does not.
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id", ondelete="SET NULL")),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("worker", sa.Text),
        # JSON: an album is several messages.
        sa.Column("message_ids", sa.Text, nullable=False, server_default="[]"),
        sa.Column("not_before", sa.Text, nullable=False),
        sa.Column("settled_at", sa.Text),
        # What is still to be done to a message that was sent: 'correct' or 'delete', and how that went.
        sa.Column("repair", sa.Text),
        sa.Column("repair_state", sa.Text),
        sa.Column("repair_reason", sa.Text),
        sa.UniqueConstraint("announcement_id", "person_id"),
        sa.CheckConstraint(f"state IN ({_COPY_STATES})", name="recipient_state"),
        sa.CheckConstraint("repair IN ('correct', 'delete')", name="recipient_repair"),
        sa.CheckConstraint(
            "repair_state IN ('pending', 'sending', 'done', 'failed', 'unknown')", name="recipient_repair_state"
        ),
        sqlite_autoincrement=True,
    )
    # Partial: the ledger grows for years, what is open stays small.
    _partial_index("recipient_pending", "recipient", ["announcement_id", "not_before", "id"], "state = 'pending'")
    _partial_index("recipient_sending", "recipient", ["worker"], "state = 'sending'")
    _partial_index("recipient_repairs", "recipient", ["announcement_id", "id"], "repair_state = 'pending'")
    _partial_index("recipient_repairing", "recipient", ["worker"], "repair_state = 'sending'")
    op.create_index("recipient_person", "recipient", ["person_id", "settled_at"])
    op.create_table(
        "announcement_tap",
        sa.Column("announcement_id", _NUMBER, sa.ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("button", sa.Text, primary_key=True),
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_index("announcement_tap_person", "announcement_tap", ["person_id"])
    op.create_table(
        "pace",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        # Telegram asked to be left alone until then: it holds for every worker.
        sa.Column("not_before", sa.Text),
        sa.Column("rate", sa.Float),
        sa.CheckConstraint("id = 1", name="pace_one_row"),
    )


def _partial_index(name: str, table: str, columns: list[str], holds: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(holds), postgresql_where=sa.text(holds))


def downgrade() -> None:
    """Refused: going back would forget who was told what."""
    # Forward only, not unfinished: a bot without this ledger could send an announcement twice.
    raise NotImplementedError("migrations only go forward; restore a backup instead")
