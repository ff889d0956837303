-- name: save_entries(email, first_name, last_name, endorsements, membership_until, tags, sought, now)*!
-- Adds entries of the association's list, or changes what they say; who they are in Telegram stays.
INSERT INTO roster (email, first_name, last_name, endorsements, membership_until, tags, sought, made_at, changed_at)
VALUES (:email, :first_name, :last_name, :endorsements, :membership_until, :tags, :sought, :now, :now)
ON CONFLICT (email) DO UPDATE SET
    first_name = excluded.first_name,
    last_name = excluded.last_name,
    endorsements = excluded.endorsements,
    membership_until = excluded.membership_until,
    tags = excluded.tags,
    sought = excluded.sought,
    changed_at = excluded.changed_at;

-- name: entries(after_id, limit)
-- Every entry, a page at a time: those behind the last id of the page before.
SELECT id, email, first_name, last_name, endorsements, membership_until, tags, person_id, link_expires_at
FROM roster
WHERE id > :after_id
ORDER BY id
LIMIT :limit;

-- name: linked_entries(after_id, limit)
-- Entries whose person is known in Telegram, with their session, a page at a time.
SELECT roster.id, email, roster.first_name, last_name, endorsements, membership_until, tags, person_id, link_expires_at,
    person.session
FROM roster JOIN person ON person.id = roster.person_id
WHERE roster.id > :after_id
ORDER BY roster.id
LIMIT :limit;

-- name: entry(id)^
-- One entry.
SELECT id, email, first_name, last_name, endorsements, membership_until, tags, person_id, link_expires_at
FROM roster
WHERE id = :id;

-- name: entry_of(person_id)^
-- The entry that a person said is theirs.
SELECT id, email, first_name, last_name, endorsements, membership_until, tags, person_id, link_expires_at
FROM roster
WHERE person_id = :person_id;

-- name: entry_behind(link_hash, now)^
-- The entry of a link that is still good.
SELECT id, email, first_name, last_name, endorsements, membership_until, tags, person_id, link_expires_at
FROM roster
WHERE link_hash = :link_hash AND link_expires_at > :now AND person_id IS NULL;

-- name: entries_like(pattern, limit)
-- Entries whose names or e-mail are like what is sought; % and _ are said with an exclamation mark before them.
SELECT id, email, first_name, last_name, endorsements, membership_until, tags, person_id, link_expires_at
FROM roster
WHERE sought LIKE :pattern ESCAPE '!'
ORDER BY last_name, first_name, id
LIMIT :limit;

-- name: roster_counts()^
-- How many entries there are, how many of them hold an Endorsement, and how many are known in Telegram.
SELECT count(*), count(CASE WHEN endorsements <> '[]' THEN 1 END), count(person_id) FROM roster;

-- name: delete_entry(id)$
-- Takes an entry off the list; answers nothing where there was none.
DELETE FROM roster WHERE id = :id
RETURNING id;

-- name: save_link(id, link_hash, link_expires_at)$
-- Gives an entry that nobody said is theirs another link; the one before is good for nothing then.
UPDATE roster SET link_hash = :link_hash, link_expires_at = :link_expires_at
WHERE id = :id AND person_id IS NULL
RETURNING id;

-- name: use_link(link_hash, person_id, now)$
-- Takes a link, once and in time: the entry is this person's now. Answers nothing otherwise.
UPDATE roster SET person_id = :person_id, link_hash = NULL, link_expires_at = NULL
WHERE link_hash = :link_hash AND link_expires_at > :now AND person_id IS NULL
RETURNING id;

-- name: unlink_entry(person_id)$
-- Takes back that an entry is this person's; answers nothing where there was none.
UPDATE roster SET person_id = NULL
WHERE person_id = :person_id
RETURNING id;
