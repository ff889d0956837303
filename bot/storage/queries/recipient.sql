-- name: add_recipient(announcement_id, person_id, state, reason, not_before, settled_at)!
-- Freezes what an announcement means for one person; what stands there already stays.
INSERT INTO recipient (announcement_id, person_id, state, reason, not_before, settled_at)
VALUES (:announcement_id, :person_id, :state, :reason, :not_before, :settled_at)
ON CONFLICT (announcement_id, person_id) DO NOTHING;

-- name: clear_recipients(announcement_id)!
-- Takes back a list that was begun and never confirmed.
DELETE FROM recipient WHERE announcement_id = :announcement_id;

-- name: settle_recipient(id, state, reason, message_ids, not_before, settled_at)!
-- Notes what became of one that was taken.
UPDATE recipient
SET state = :state, reason = :reason, message_ids = :message_ids, not_before = :not_before, settled_at = :settled_at
WHERE id = :id;

-- name: skip_pending(announcement_id, reason, now)
-- Nobody who is still waiting gets it; answers one row for each.
UPDATE recipient
SET state = 'skipped', reason = :reason, settled_at = :now
WHERE announcement_id = :announcement_id AND state = 'pending'
RETURNING id;

-- name: sending_recipient_workers()
-- Workers that hold copies on their way, alive or dead.
SELECT DISTINCT worker FROM recipient WHERE state = 'sending';

-- name: abandon_recipients(worker, reason, now)
-- What a dead worker had on its way was perhaps sent; answers one row for each.
UPDATE recipient
SET state = 'unknown', reason = :reason, settled_at = :now
WHERE state = 'sending' AND worker = :worker
RETURNING id;

-- name: recipient_counts(announcement_id)
-- How many are in each state, by reason.
SELECT state, coalesce(reason, ''), count(*) FROM recipient
WHERE announcement_id = :announcement_id
GROUP BY state, coalesce(reason, '')
ORDER BY state, coalesce(reason, '');

-- name: recipients(announcement_id, after_id, limit)
-- Everybody on the list of an announcement, a page at a time.
SELECT id, announcement_id, person_id, state, reason, worker, message_ids, not_before, settled_at, repair,
    repair_state, repair_reason
FROM recipient
WHERE announcement_id = :announcement_id AND id > :after_id
ORDER BY id
LIMIT :limit;

-- name: named_recipients(announcement_id, after_id, limit)
-- The same with their names: those of the roster, and what Telegram calls them.
SELECT recipient.id, announcement_id, recipient.person_id, state, reason, worker, message_ids, not_before, settled_at,
    repair, repair_state, repair_reason, roster.first_name, roster.last_name, person.first_name
FROM recipient
LEFT JOIN person ON person.id = recipient.person_id
LEFT JOIN roster ON roster.person_id = recipient.person_id
WHERE announcement_id = :announcement_id AND recipient.id > :after_id
ORDER BY recipient.id
LIMIT :limit;

-- name: recipient_of(announcement_id, person_id)^
-- What an announcement means for one person.
SELECT id, announcement_id, person_id, state, reason, worker, message_ids, not_before, settled_at, repair,
    repair_state, repair_reason
FROM recipient
WHERE announcement_id = :announcement_id AND person_id = :person_id;

-- name: sent_since(person_id, moment)$
-- How many announcements reached a person, or perhaps did, since a moment.
SELECT count(*) FROM recipient
WHERE person_id = :person_id AND settled_at >= :moment AND state IN ('sent', 'unknown');

-- name: settled_between(begin, end)
-- What became of the copies of confirmed announcements in a time, and how many people they were for.
SELECT recipient.state, count(*), count(DISTINCT person_id)
FROM recipient JOIN announcement ON announcement.id = recipient.announcement_id
WHERE settled_at >= :begin AND settled_at < :end AND announcement.state NOT IN ('draft', 'in_review')
GROUP BY recipient.state;
