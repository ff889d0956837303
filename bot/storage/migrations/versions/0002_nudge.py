"""When a person is next to be looked at, and what became of every nudge."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_STATES = "'pending', 'sending', 'sent', 'skipped', 'failed', 'unknown'"


def upgrade() -> None:
    """Add person.due_at and the ledger of nudges; a program of the version before goes on beside it."""
    op.add_column("person", sa.Column("due_at", sa.Text))
    op.create_index("person_due", "person", ["due_at", "id"])
    op.create_table(
        "nudge",
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        # 0 is the membership, which belongs to no Endorsement.
        sa.Column("endorsement", sa.Integer, nullable=False),
        sa.Column("cycle_end", sa.Text, nullable=False),
        sa.Column("rung", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("worker", sa.Text),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("decided_at", sa.Text, nullable=False),
        sa.Column("settled_at", sa.Text),
        sa.Column("not_before", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "endorsement", "cycle_end", "rung"),
        sa.CheckConstraint(f"state IN ({_STATES})", name="nudge_state"),
    )
    # Partial: the ledger grows for years, what is open stays small.
    _partial_index("nudge_pending", ["not_before", "person_id"], "state = 'pending'")
    _partial_index("nudge_sending", ["worker"], "state = 'sending'")


def _partial_index(name: str, columns: list[str], holds: str) -> None:
    op.create_index(name, "nudge", columns, sqlite_where=sa.text(holds), postgresql_where=sa.text(holds))


def downgrade() -> None:
    """Refused: going back would forget who was told what."""
    # Forward only, not unfinished: a bot without this ledger would tell people everything a second time.
    raise NotImplementedError("migrations only go forward; restore a backup instead")
