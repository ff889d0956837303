-- name: add_announcement(author, content, audience, timing, topic, is_template, now)$
-- Keeps a new draft; answers its number.
INSERT INTO announcement (author, content, audience, timing, topic, is_template, made_at, changed_at)
VALUES (:author, :content, :audience, :timing, :topic, :is_template, :now, :now)
RETURNING id;

-- name: announcement(id)^
-- One announcement.
SELECT id, state, author, content, audience, timing, topic, is_template, made_at, changed_at, approved_by, confirmed_by,
    confirmed_at, starts_at, expires_at, finished_at, stopped_by, progress_chat, progress_message
FROM announcement
WHERE id = :id;

-- name: announcements(before_id, limit)
-- The newest before one, newest first; templates are left out.
SELECT id, state, author, content, audience, timing, topic, is_template, made_at, changed_at, approved_by, confirmed_by,
    confirmed_at, starts_at, expires_at, finished_at, stopped_by, progress_chat, progress_message
FROM announcement
WHERE id < :before_id AND is_template = 0
ORDER BY id DESC
LIMIT :limit;

-- name: announcement_templates()
-- What was kept to be used again, newest first.
SELECT id, state, author, content, audience, timing, topic, is_template, made_at, changed_at, approved_by, confirmed_by,
    confirmed_at, starts_at, expires_at, finished_at, stopped_by, progress_chat, progress_message
FROM announcement
WHERE is_template = 1
ORDER BY id DESC;

-- name: open_announcements(now)
-- What is being sent, or is to be by now.
SELECT id, state, author, content, audience, timing, topic, is_template, made_at, changed_at, approved_by, confirmed_by,
    confirmed_at, starts_at, expires_at, finished_at, stopped_by, progress_chat, progress_message
FROM announcement
WHERE state IN ('scheduled', 'sending') AND starts_at <= :now
ORDER BY starts_at, id;

-- name: lock_announcement(id)^
-- Locks it until the transaction ends, without a change.
UPDATE announcement SET changed_at = changed_at
WHERE id = :id
RETURNING id, state, author, content, audience, timing, topic, is_template, made_at, changed_at, approved_by,
    confirmed_by, confirmed_at, starts_at, expires_at, finished_at, stopped_by, progress_chat, progress_message;

-- name: save_announcement(id, state, author, content, audience, timing, topic, changed_at, approved_by, confirmed_by, confirmed_at, starts_at, expires_at, finished_at, stopped_by, progress_chat, progress_message)!
-- Writes a locked announcement back; template and the day it was made stay.
UPDATE announcement
SET state = :state,
    author = :author,
    content = :content,
    audience = :audience,
    timing = :timing,
    topic = :topic,
    changed_at = :changed_at,
    approved_by = :approved_by,
    confirmed_by = :confirmed_by,
    confirmed_at = :confirmed_at,
    starts_at = :starts_at,
    expires_at = :expires_at,
    finished_at = :finished_at,
    stopped_by = :stopped_by,
    progress_chat = :progress_chat,
    progress_message = :progress_message
WHERE id = :id;

-- name: delete_announcement(id)$
-- Deletes a draft or a template, with its rows; answers nothing where it went out already.
DELETE FROM announcement WHERE id = :id AND state = 'draft' RETURNING id;

-- name: note_tap(announcement_id, button, person_id, now)!
-- Counts a tap on a button once per person.
INSERT INTO announcement_tap (announcement_id, button, person_id, at)
VALUES (:announcement_id, :button, :person_id, :now)
ON CONFLICT (announcement_id, button, person_id) DO NOTHING;

-- name: taps(announcement_id)
-- How many people tapped each button.
SELECT button, count(*) FROM announcement_tap
WHERE announcement_id = :announcement_id
GROUP BY button
ORDER BY button;
