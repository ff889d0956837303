-- name: salt()$
-- The salt of every tombstone in this database.
SELECT value FROM salt WHERE id = 1;

-- name: add_tombstone(hash, now)!
-- Notes that somebody with this hash asked to be forgotten; the last time stands.
INSERT INTO tombstone (hash, deleted_at)
VALUES (:hash, :now)
ON CONFLICT (hash) DO UPDATE SET deleted_at = excluded.deleted_at WHERE tombstone.deleted_at < excluded.deleted_at;

-- name: tombstones()
-- Everybody who asked to be forgotten, and when they did so last.
SELECT hash, deleted_at FROM tombstone ORDER BY hash;

-- name: has_tombstone(hash)$
-- Tells whether somebody with this hash asked to be forgotten.
SELECT 1 FROM tombstone WHERE hash = :hash;
