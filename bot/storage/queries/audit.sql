-- name: add_audit(at, who, what, subject, detail)!
-- Notes what somebody did; the database refuses to change it later.
INSERT INTO audit (at, who, what, subject, detail)
VALUES (:at, :who, :what, :subject, :detail);

-- name: audit_log(before_id, limit)
-- The newest entries before one, newest first.
SELECT id, at, who, what, subject, detail FROM audit
WHERE id < :before_id
ORDER BY id DESC
LIMIT :limit;
