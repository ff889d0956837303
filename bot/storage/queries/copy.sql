-- name: copies_waiting(now)$
-- Whether the sender has anything to do: something to begin, to end, to send or to repair.
SELECT 1 WHERE EXISTS (
    SELECT 1 FROM announcement WHERE state = 'scheduled' AND starts_at <= :now
) OR EXISTS (
    SELECT 1 FROM announcement
    WHERE state = 'sending' AND starts_at <= :now AND (
        expires_at <= :now
        OR EXISTS (
            SELECT 1 FROM recipient
            WHERE announcement_id = announcement.id AND recipient.state = 'pending' AND not_before <= :now
        )
        OR NOT EXISTS (
            SELECT 1 FROM recipient
            WHERE announcement_id = announcement.id AND recipient.state IN ('pending', 'sending')
        )
    )
) OR EXISTS (
    SELECT 1 FROM recipient WHERE repair_state = 'pending'
);

-- name: copies_due(announcement_id, now, limit)
-- The next to send to, with what is known of each person, by the moment from which on it may go.
SELECT recipient.id, announcement_id, person_id, recipient.message_ids, settled_at, repair, session, first_name,
    reachable, time_zone
FROM recipient LEFT JOIN person ON person.id = recipient.person_id
WHERE announcement_id = :announcement_id AND state = 'pending' AND not_before <= :now
ORDER BY not_before, recipient.id
LIMIT :limit;

-- name: claim_copy(id, worker)*!
-- Takes some to send them: only those that are pending, and only while their announcement is being sent.
UPDATE recipient SET state = 'sending', worker = :worker
WHERE id = :id
    AND state = 'pending'
    AND EXISTS (
        SELECT 1 FROM announcement
        WHERE announcement.id = recipient.announcement_id AND announcement.state = 'sending'
    );

-- name: claimed_copies(worker)
-- What a worker has on its way.
SELECT id FROM recipient WHERE state = 'sending' AND worker = :worker;

-- name: put_off_copy(id, state, reason, not_before, settled_at)*!
-- Skips some that are waiting, or has them wait longer.
UPDATE recipient
SET state = :state, reason = :reason, not_before = coalesce(:not_before, not_before), settled_at = :settled_at
WHERE id = :id AND state = 'pending';

-- name: settle_copy(id, state, reason, message_ids, not_before, settled_at)*!
-- Notes what became of some that were taken.
UPDATE recipient
SET state = :state,
    reason = :reason,
    message_ids = :message_ids,
    not_before = coalesce(:not_before, not_before),
    settled_at = :settled_at
WHERE id = :id AND state = 'sending';

-- name: note_newest_message(person_id, message_id)*!
-- The newest message in a person's chat stays: what is tapped above it is not written over, nor is it.
UPDATE person SET message_id = :message_id, message_stays = 1
WHERE id = :person_id AND coalesce(message_id, 0) < :message_id;

-- name: note_unreachable(person_id, reachable)*!
-- Somebody has blocked the bot or is gone.
UPDATE person SET reachable = :reachable WHERE id = :person_id;

-- name: open_copies(announcement_id)$
-- How many are waiting or on their way.
SELECT count(*) FROM recipient WHERE announcement_id = :announcement_id AND state IN ('pending', 'sending');

-- name: pending_again(announcement_id, state)
-- Has those in a state sent once more; answers one row for each.
UPDATE recipient SET state = 'pending', reason = NULL, settled_at = NULL
WHERE announcement_id = :announcement_id AND state = :state AND person_id IS NOT NULL
RETURNING id;
