"""Questions to the coordinator, every message that is relayed for them, and answers kept ready."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_STATES = "'pending', 'sending', 'sent', 'failed', 'unknown'"


def upgrade() -> None:
    """Add inquiry, relay and canned; a program of the version before goes on beside it."""
    op.create_table(
        "inquiry",
        sa.Column("id", _NUMBER, sa.Identity(always=True), primary_key=True),
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="open"),
        # Who of the staff answers it.
        sa.Column("holder", sa.BigInteger),
        # The forum group and its topic, where there is one.
        sa.Column("group_id", sa.BigInteger),
        sa.Column("thread_id", sa.BigInteger),
        # The case in words, as the person saw it before it was sent.
        sa.Column("summary", sa.Text, nullable=False, server_default=""),
        sa.Column("opened_at", sa.Text, nullable=False),
        sa.Column("last_at", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text),
        sa.CheckConstraint("state IN ('open', 'closed')", name="inquiry_state"),
        sqlite_autoincrement=True,
    )
    op.create_index("inquiry_person", "inquiry", ["person_id"])
    op.create_index("inquiry_topic", "inquiry", ["group_id", "thread_id"])
    op.create_index("inquiry_last", "inquiry", ["state", "last_at"])
    op.create_table(
        "relay",
        sa.Column("id", _NUMBER, sa.Identity(always=True), primary_key=True),
        sa.Column("inquiry_id", _NUMBER, sa.ForeignKey("inquiry.id", ondelete="CASCADE"), nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("from_chat", sa.BigInteger, nullable=False),
        sa.Column("from_message", sa.BigInteger, nullable=False),
        sa.Column("to_chat", sa.BigInteger, nullable=False),
        sa.Column("to_message", sa.BigInteger),
        # JSON: text or file id; emptied when it is purged.
        sa.Column("content", sa.Text, nullable=False, server_default="{}"),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        # When it was written, and when its state changed last.
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("moved_at", sa.Text, nullable=False),
        # How often it was changed after it was sent, and the change not yet shown where it arrived.
        sa.Column("revised", sa.Integer, nullable=False, server_default="0"),
        sa.UniqueConstraint("from_chat", "from_message", "to_chat"),
        sa.CheckConstraint("direction IN ('card', 'in', 'out', 'copy', 'note')", name="relay_direction"),
        sa.CheckConstraint(f"state IN ({_STATES})", name="relay_state"),
        sqlite_autoincrement=True,
    )
    op.create_index("relay_inquiry", "relay", ["inquiry_id", "id"])
    op.create_index("relay_arrived", "relay", ["to_chat", "to_message"])
    holds = "state IN ('pending', 'sending') OR revised > 0"
    op.create_index("relay_open", "relay", ["moved_at"], sqlite_where=sa.text(holds), postgresql_where=sa.text(holds))
    op.create_table(
        "canned",
        sa.Column("id", _NUMBER, sa.Identity(always=True), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_by", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refused: going back would lose questions that nobody has answered yet."""
    # Forward only, not unfinished: what people asked stands nowhere else.
    raise NotImplementedError("migrations only go forward; restore a backup instead")
