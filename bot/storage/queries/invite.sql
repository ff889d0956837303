-- name: invite_role(hash, now)$
-- What a link would give; nothing if it was used or is too old.
SELECT role FROM invite WHERE hash = :hash AND used_at IS NULL AND expires_at > :now;

-- name: add_invite(hash, role, made_by, made_at, expires_at)!
-- A link that gives a role to whoever opens it first.
INSERT INTO invite (hash, role, made_by, made_at, expires_at)
VALUES (:hash, :role, :made_by, :made_at, :expires_at);

-- name: use_invite(hash, now)^
-- Takes a link, once and in time; answers nothing otherwise.
UPDATE invite SET used_at = :now
WHERE hash = :hash AND used_at IS NULL AND expires_at > :now
RETURNING role, made_by;

-- name: withdraw_invites(now)
-- Makes every link useless that nobody has used yet; answers one row for each.
UPDATE invite SET used_at = :now
WHERE used_at IS NULL AND expires_at > :now
RETURNING hash;

-- name: open_invites(now)$
-- How many links could still be used.
SELECT count(*) FROM invite WHERE used_at IS NULL AND expires_at > :now;
