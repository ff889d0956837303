"""The person, and what stays of one who asked to be forgotten."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create person, tombstone and salt, and draw the salt once for the life of this database."""
    op.create_table(
        "person",
        # BIGINT on SQLite too, not INTEGER: as a rowid the id would be copied into inner pages of the table's
        # tree, where it outlives the row. In an index it is in one place, and deletion removes it.
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("session", sa.Text, nullable=False, server_default="{}"),
        sa.Column("seen", sa.Text, nullable=False, server_default="[]"),
        sa.Column("message_id", sa.BigInteger),
        # A number, because the drivers disagree about booleans.
        sa.Column("message_stays", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("language", sa.Text),
        sa.Column("time_zone", sa.Text),
        sa.Column("reachable", sa.Text, nullable=False, server_default="yes"),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("updated_at", sa.Text, nullable=False),
        sa.CheckConstraint("reachable IN ('yes', 'blocked', 'gone')", name="person_reachable"),
    )
    op.create_table(
        "tombstone",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("deleted_at", sa.Text, nullable=False),
    )
    salt = op.create_table(
        "salt",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.CheckConstraint("id = 1", name="salt_one_row"),
    )
    op.bulk_insert(salt, [{"id": 1, "value": secrets.token_hex(32)}])


def downgrade() -> None:
    """Refused: going back would throw answers away."""
    # Forward only, not unfinished: the tables are where people's answers are.
    raise NotImplementedError("migrations only go forward; restore a backup instead")
