-- name: roll(after_id, limit)
-- The sessions of everybody, a page at a time: those behind the last id of the page before.
SELECT id, session FROM person
WHERE id > :after_id
ORDER BY id
LIMIT :limit;

-- name: timetable(after_id, limit)
-- The same with the moment at which each of them is due.
SELECT id, session, due_at FROM person
WHERE id > :after_id
ORDER BY id
LIMIT :limit;
