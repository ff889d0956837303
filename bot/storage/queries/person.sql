-- name: lock_person(person_id, now)^
-- Creates the person when absent, and locks the row until the transaction ends.
INSERT INTO person (id, created_at, updated_at)
VALUES (:person_id, :now, :now)
ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at
RETURNING id, session, seen, message_id, message_stays, language, time_zone, reachable, created_at, updated_at, due_at,
    first_name, heard_on;

-- name: note_heard(person_id, today)!
-- Apart from what changes with every update: a column with an index costs three times another on SQLite.
UPDATE person SET heard_on = :today WHERE id = :person_id;

-- name: person(person_id)^
-- Reads one person without a lock.
SELECT id, session, seen, message_id, message_stays, language, time_zone, reachable, created_at, updated_at, due_at,
    first_name
FROM person
WHERE id = :person_id;

-- name: lock_known_person(person_id, now)^
-- Locks a person as lock_person does, but creates nobody: who is forgotten stays so.
UPDATE person SET updated_at = :now
WHERE id = :person_id
RETURNING id, session, seen, message_id, message_stays, language, time_zone, reachable, created_at, updated_at, due_at,
    first_name;

-- name: people_due(now, after_moment, after_id, limit)
-- People to look at by now, who first, behind the last one of the page before.
SELECT due_at, id FROM person
WHERE due_at <= :now AND (due_at, id) > (:after_moment, :after_id)
ORDER BY due_at, id
LIMIT :limit;

-- name: save_person(person_id, session, seen, message_id, message_stays, language, time_zone, reachable, first_name, now)$
-- Writes back a locked person; answers nothing when the row is gone, so that a forgotten person is not revived.
UPDATE person
SET session = :session,
    seen = :seen,
    message_id = :message_id,
    message_stays = :message_stays,
    language = :language,
    time_zone = :time_zone,
    reachable = :reachable,
    first_name = :first_name,
    updated_at = :now
WHERE id = :person_id
RETURNING id;

-- name: save_due_at(person_id, due_at)!
-- Apart from save_person for the same reason as note_heard.
UPDATE person SET due_at = :due_at WHERE id = :person_id;

-- name: delete_person(person_id)!
-- Removes the person and, by its foreign keys, everything that hangs on them.
DELETE FROM person WHERE id = :person_id;
