"""When somebody was last heard of, so that who stays away for years can be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add person.heard_on and what finds old things; a program of the version before goes on beside it."""
    # The day, not the moment: the key of its index changes once a day and person, not with every update. Empty for
    # those of a version before, until the retention job fills it in.
    op.add_column("person", sa.Column("heard_on", sa.Text))
    op.create_index("person_heard", "person", ["heard_on", "id"])
    holds = sa.text("person_id IS NOT NULL")
    op.create_index("recipient_settled", "recipient", ["settled_at"], sqlite_where=holds, postgresql_where=holds)


def downgrade() -> None:
    """Refused: going back would forget for how long somebody was away."""
    # Forward only, not unfinished.
    raise NotImplementedError("migrations only go forward; restore a backup instead")
