-- name: add_nudge(person_id, endorsement, cycle_end, rung, state, reason, decided_at, settled_at, not_before)!
-- Notes what was decided about a rung; what stands there already stays.
INSERT INTO nudge (person_id, endorsement, cycle_end, rung, state, reason, decided_at, settled_at, not_before)
VALUES (:person_id, :endorsement, :cycle_end, :rung, :state, :reason, :decided_at, :settled_at, :not_before)
ON CONFLICT (person_id, endorsement, cycle_end, rung) DO NOTHING;

-- name: nudges_of(person_id)
-- Everything the ledger holds of one person, in the order of the days.
SELECT person_id, endorsement, cycle_end, rung, state, reason, worker, message_id, decided_at, settled_at, not_before
FROM nudge
WHERE person_id = :person_id
ORDER BY rung, endorsement, cycle_end;

-- name: pending_people(now, after_moment, after_id, limit)
-- People with a nudge to send by now, with the moment from which on it may go, behind the last one of the page before.
SELECT DISTINCT not_before, person_id
FROM nudge
WHERE state = 'pending' AND not_before <= :now AND (not_before, person_id) > (:after_moment, :after_id)
ORDER BY not_before, person_id
LIMIT :limit;

-- name: save_nudge(person_id, endorsement, cycle_end, rung, state, reason, worker, message_id, settled_at, not_before)$
-- Moves a nudge on; answers nothing when it is gone.
UPDATE nudge
SET state = :state,
    reason = :reason,
    worker = :worker,
    message_id = :message_id,
    settled_at = :settled_at,
    not_before = :not_before
WHERE person_id = :person_id AND endorsement = :endorsement AND cycle_end = :cycle_end AND rung = :rung
RETURNING person_id;

-- name: sending_workers()
-- Workers that hold nudges on their way, alive or dead.
SELECT DISTINCT worker FROM nudge WHERE state = 'sending';

-- name: abandon_nudges(worker, reason, now)
-- What a dead worker had on its way was perhaps sent; answers one row for each.
UPDATE nudge
SET state = 'unknown', reason = :reason, settled_at = :now
WHERE state = 'sending' AND worker = :worker
RETURNING person_id;

-- name: nudge_counts()
-- How many nudges are in each state.
SELECT state, count(*) FROM nudge GROUP BY state ORDER BY state;
