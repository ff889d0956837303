"""Who may do what, how they came to it, what was done; and what people are called."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_REFUSE_ON_SQLITE = """
CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END
"""
_REFUSAL_ON_POSTGRESQL = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$
"""
_REFUSE_ON_POSTGRESQL = """
CREATE TRIGGER audit_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
"""


def upgrade() -> None:
    """Add person.first_name, staff, invite and audit; a program of the version before goes on beside it."""
    op.add_column("person", sa.Column("first_name", sa.Text))
    op.create_table(
        "staff",
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("invited_by", sa.BigInteger, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.CheckConstraint("role IN ('coordinator', 'drafter')", name="staff_role"),
    )
    op.create_table(
        "invite",
        # A hash: who reads the database cannot use the link.
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("made_by", sa.BigInteger, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sa.Column("used_at", sa.Text),
        sa.CheckConstraint("role IN ('coordinator', 'drafter')", name="invite_role"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.Identity(always=True), primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        # Who did it: a Telegram id; 0 is the command line or the bot itself.
        sa.Column("who", sa.BigInteger, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False, server_default=""),
        sqlite_autoincrement=True,
    )
    _only_added_to()


def _only_added_to() -> None:
    """The database itself refuses to change or delete what the audit log holds."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_REFUSE_ON_SQLITE.format(verb=verb))
    else:
        op.execute(_REFUSAL_ON_POSTGRESQL)
        op.execute(_REFUSE_ON_POSTGRESQL)


def downgrade() -> None:
    """Refused: going back would throw the audit log away."""
    # Forward only, not unfinished: the log is there so that nobody can take it away.
    raise NotImplementedError("migrations only go forward; restore a backup instead")
