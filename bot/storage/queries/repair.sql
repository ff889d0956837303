-- name: begin_repair(announcement_id, repair)
-- Marks whatever arrived to be corrected or deleted; answers one row for each.
UPDATE recipient SET repair = :repair, repair_state = 'pending', repair_reason = NULL
WHERE announcement_id = :announcement_id AND state = 'sent' AND person_id IS NOT NULL
    AND NOT (repair IS NOT NULL AND repair = 'delete' AND repair_state = 'done')
RETURNING id;

-- name: repairs_due(limit)
-- The next messages to correct or delete, with what is known of each person.
SELECT recipient.id, announcement_id, person_id, recipient.message_ids, settled_at, repair, session, first_name,
    reachable, time_zone
FROM recipient LEFT JOIN person ON person.id = recipient.person_id
WHERE repair_state = 'pending'
ORDER BY announcement_id, recipient.id
LIMIT :limit;

-- name: claim_repair(id, worker)*!
-- Takes some to repair them.
UPDATE recipient SET repair_state = 'sending', worker = :worker WHERE id = :id AND repair_state = 'pending';

-- name: claimed_repairs(worker)
-- What a worker is repairing.
SELECT id FROM recipient WHERE repair_state = 'sending' AND worker = :worker;

-- name: settle_repair(id, repair_state, repair_reason)*!
-- Notes what became of some that were taken; one that was asked for meanwhile is yet to be done.
UPDATE recipient SET repair_state = :repair_state, repair_reason = :repair_reason
WHERE id = :id AND repair_state = 'sending';

-- name: repairing_workers()
-- Workers that are repairing something, alive or dead.
SELECT DISTINCT worker FROM recipient WHERE repair_state = 'sending';

-- name: abandon_repairs(worker, reason)
-- What a dead worker was repairing is perhaps done; answers one row for each.
UPDATE recipient SET repair_state = 'unknown', repair_reason = :reason
WHERE repair_state = 'sending' AND worker = :worker
RETURNING id;

-- name: repair_counts(announcement_id)
-- How many repairs are in each state, by what was to be done.
SELECT repair, repair_state, count(*) FROM recipient
WHERE announcement_id = :announcement_id AND repair IS NOT NULL
GROUP BY repair, repair_state
ORDER BY repair, repair_state;
