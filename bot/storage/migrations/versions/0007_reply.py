"""How many replies each process has sent, so that who sends by itself gives way to all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add reply; a program of the version before goes on beside it."""
    op.create_table(
        "reply",
        # Drawn at each start of a process.
        sa.Column("process", sa.Text, primary_key=True),
        # Since it started.
        sa.Column("sent", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("at", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Refused: there is no way back."""
    # Forward only, not unfinished: workers of this version give way by what stands here.
    raise NotImplementedError("migrations only go forward; restore a backup instead")
