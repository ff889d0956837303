-- name: fill_heard(limit)
-- Takes for heard of whoever a version before has written down, when their row was last locked; answers each.
UPDATE person SET heard_on = substr(updated_at, 1, 10)
WHERE id IN (SELECT id FROM person WHERE heard_on IS NULL ORDER BY id LIMIT :limit)
RETURNING id;

-- name: heard_on(person_id)$
-- The day on which somebody was last heard of.
SELECT heard_on FROM person WHERE id = :person_id;

-- name: silent_people(before, after_on, after_id, limit)
-- People not heard of since before a day, the longest first, behind the last one of the page before.
SELECT heard_on, id, session FROM person
WHERE heard_on < :before AND (heard_on, id) > (:after_on, :after_id)
ORDER BY heard_on, id
LIMIT :limit;

-- name: anything_old(silent, links, copies)$
-- Whether there is anything that is perhaps not needed any more.
SELECT 1 WHERE EXISTS (SELECT 1 FROM person WHERE heard_on IS NULL)
    OR EXISTS (SELECT 1 FROM person WHERE heard_on < :silent)
    OR EXISTS (SELECT 1 FROM invite WHERE expires_at < :links OR used_at < :links)
    OR EXISTS (SELECT 1 FROM roster WHERE link_expires_at < :links)
    OR EXISTS (SELECT 1 FROM recipient WHERE settled_at < :copies AND person_id IS NOT NULL);

-- name: drop_invites(before)
-- Deletes invitations that were used or ran out before a moment; answers each.
DELETE FROM invite WHERE expires_at < :before OR used_at < :before RETURNING hash;

-- name: drop_links(before)
-- Takes away links to entries of the list that ran out before a moment; answers each.
UPDATE roster SET link_hash = NULL, link_expires_at = NULL WHERE link_expires_at < :before RETURNING id;

-- name: unname_copies(before, limit)
-- Forgets who had the oldest copies of announcements that ended before a moment; the sums stay. Answers each.
UPDATE recipient SET person_id = NULL, message_ids = '[]'
WHERE id IN (
    SELECT id FROM recipient
    WHERE settled_at < :before
        AND person_id IS NOT NULL
        AND state NOT IN ('pending', 'sending')
        AND coalesce(repair_state, 'done') NOT IN ('pending', 'sending')
    ORDER BY settled_at
    LIMIT :limit
)
RETURNING id;
