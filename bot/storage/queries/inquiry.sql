-- name: add_inquiry(person_id, holder, group_id, thread_id, summary, now)$
-- Opens a question; answers its number.
INSERT INTO inquiry (person_id, state, holder, group_id, thread_id, summary, opened_at, last_at)
VALUES (:person_id, 'open', :holder, :group_id, :thread_id, :summary, :now, :now)
RETURNING id;

-- name: inquiry(id)^
-- Reads one question.
SELECT id, person_id, state, holder, group_id, thread_id, summary, opened_at, last_at, closed_at FROM inquiry
WHERE id = :id;

-- name: lock_inquiry(id)^
-- Locks a question until the transaction ends.
UPDATE inquiry SET state = state WHERE id = :id
RETURNING id, person_id, state, holder, group_id, thread_id, summary, opened_at, last_at, closed_at;

-- name: open_inquiry_of(person_id)^
-- The question that somebody has open.
SELECT id, person_id, state, holder, group_id, thread_id, summary, opened_at, last_at, closed_at FROM inquiry
WHERE person_id = :person_id AND state = 'open'
ORDER BY id DESC
LIMIT 1;

-- name: inquiries_of(person_id)
-- All that somebody ever asked, the oldest first.
SELECT id, person_id, state, holder, group_id, thread_id, summary, opened_at, last_at, closed_at FROM inquiry
WHERE person_id = :person_id
ORDER BY id;

-- name: inquiry_in_topic(group_id, thread_id)^
-- What is talked about in a topic now: the newest that was ever there.
SELECT id, person_id, state, holder, group_id, thread_id, summary, opened_at, last_at, closed_at FROM inquiry
WHERE group_id = :group_id AND thread_id = :thread_id
ORDER BY id DESC
LIMIT 1;

-- name: open_inquiries(limit)
-- Open questions, those that wait longest first.
SELECT inquiry.id, inquiry.holder, inquiry.last_at, person.first_name
FROM inquiry JOIN person ON person.id = inquiry.person_id
WHERE inquiry.state = 'open'
ORDER BY inquiry.last_at, inquiry.id
LIMIT :limit;

-- name: held_inquiries(holder, limit)
-- Open questions that one of the staff has taken, those that wait longest first.
SELECT inquiry.id, inquiry.holder, inquiry.last_at, person.first_name
FROM inquiry JOIN person ON person.id = inquiry.person_id
WHERE inquiry.state = 'open' AND inquiry.holder = :holder
ORDER BY inquiry.last_at, inquiry.id
LIMIT :limit;

-- name: closed_inquiries(limit)
-- Closed questions, those closed last first.
SELECT inquiry.id, inquiry.holder, inquiry.last_at, person.first_name
FROM inquiry JOIN person ON person.id = inquiry.person_id
WHERE inquiry.state = 'closed'
ORDER BY inquiry.closed_at DESC, inquiry.id DESC
LIMIT :limit;

-- name: save_inquiry(id, state, holder, last_at, closed_at)!
-- Writes a locked question back; where its topic is has a query of its own.
UPDATE inquiry SET state = :state, holder = :holder, last_at = :last_at, closed_at = :closed_at WHERE id = :id;

-- name: move_inquiry(id, before, group_id, thread_id)$
-- Gives a question a topic, unless somebody else did so meanwhile; `before` is 0 where it had none.
UPDATE inquiry SET group_id = :group_id, thread_id = :thread_id
WHERE id = :id AND coalesce(thread_id, 0) = :before
RETURNING id;

-- name: empty_inquiries(before)
-- Takes the summary out of what was closed before a moment; answers one row for each.
UPDATE inquiry SET summary = '' WHERE state = 'closed' AND closed_at < :before AND summary <> ''
RETURNING id;
