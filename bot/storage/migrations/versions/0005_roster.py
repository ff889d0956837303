"""The association's own list of endorsees and applicants."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add roster; a program of the version before goes on beside it."""
    op.create_table(
        "roster",
        sa.Column("id", _NUMBER, sa.Identity(always=True), primary_key=True),
        sa.Column("email", sa.Text, nullable=False, unique=True),
        sa.Column("first_name", sa.Text, nullable=False, server_default=""),
        sa.Column("last_name", sa.Text, nullable=False, server_default=""),
        # JSON: a list of Endorsements (category, age band, earned on, ERS), empty for an applicant.
        sa.Column("endorsements", sa.Text, nullable=False, server_default="[]"),
        sa.Column("membership_until", sa.Text),
        # JSON: a list of words.
        sa.Column("tags", sa.Text, nullable=False, server_default="[]"),
        # Who of Telegram this is, known only by a link that was given to them.
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id", ondelete="SET NULL"), unique=True),
        sa.Column("link_hash", sa.Text, unique=True),
        sa.Column("link_expires_at", sa.Text),
        # Names and e-mail as they are searched for: without capitals and accents, since SQLite folds only ASCII.
        sa.Column("sought", sa.Text, nullable=False, server_default=""),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refused: going back would throw the roster away."""
    # Forward only, not unfinished: who an entry is in Telegram stands nowhere else.
    raise NotImplementedError("migrations only go forward; restore a backup instead")
