-- name: schema_revision()$
-- The migration this database is at; reading it also shows that the database answers.
SELECT version_num FROM alembic_version;
