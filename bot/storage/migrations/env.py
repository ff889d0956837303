"""Alembic's entry: migrates over the connection that `runner.upgrade` brings, never by a URL of its own."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
