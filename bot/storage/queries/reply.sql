-- name: count_replies(process, sent, now)!
-- Tells how many replies a process has sent since it started.
INSERT INTO reply (process, sent, at)
VALUES (:process, :sent, :now)
ON CONFLICT (process) DO UPDATE SET sent = excluded.sent, at = excluded.at;

-- name: replies(since)
-- What the processes have told since a moment.
SELECT process, sent FROM reply WHERE at >= :since;

-- name: forget_replies(before)!
-- Removes what processes told that are long gone.
DELETE FROM reply WHERE at < :before;
