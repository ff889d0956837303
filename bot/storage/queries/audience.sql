-- name: listeners(after_id, limit)
-- Everybody an announcement may go to, a page at a time, with the tags that the roster has of them.
SELECT person.id, person.session, person.first_name, person.reachable, person.time_zone, coalesce(roster.tags, '[]')
FROM person LEFT JOIN roster ON roster.person_id = person.id
WHERE person.id > :after_id
ORDER BY person.id
LIMIT :limit;

-- name: waiting_listeners(announcement_id, after_id, limit)
-- The same, of those whose copy of an announcement is yet to go out.
SELECT person.id, person.session, person.first_name, person.reachable, person.time_zone, coalesce(roster.tags, '[]')
FROM recipient JOIN person ON person.id = recipient.person_id LEFT JOIN roster ON roster.person_id = person.id
WHERE announcement_id = :announcement_id AND state = 'pending' AND person.id > :after_id
ORDER BY person.id
LIMIT :limit;

-- name: heard_since(after_id, last_id, moment)
-- How many announcements reached each person of a page, or perhaps did, since a moment.
SELECT person_id, count(*) FROM recipient
WHERE person_id > :after_id AND person_id <= :last_id AND settled_at >= :moment AND state IN ('sent', 'unknown')
GROUP BY person_id;

-- name: listed(announcement_id, after_id, last_id)
-- Who of a page stands on the list of an announcement.
SELECT person_id FROM recipient
WHERE announcement_id = :announcement_id AND person_id > :after_id AND person_id <= :last_id;

-- name: freeze_recipient(announcement_id, person_id, state, reason, not_before, settled_at)!
-- As add_recipient, but only somebody who is still there: they may have asked to be forgotten meanwhile.
INSERT INTO recipient (announcement_id, person_id, state, reason, not_before, settled_at)
SELECT :announcement_id, id, :state, :reason, :not_before, :settled_at FROM person WHERE id = :person_id
ON CONFLICT (announcement_id, person_id) DO NOTHING;

-- name: roster_tags()
-- Every list of tags in the roster.
SELECT DISTINCT tags FROM roster WHERE tags <> '[]';

-- name: announcements_of(person_id)
-- Which confirmed announcements were meant for a person, and what became of each.
SELECT announcement_id, topic, recipient.state, reason, settled_at
FROM recipient JOIN announcement ON announcement.id = recipient.announcement_id
WHERE person_id = :person_id AND announcement.state NOT IN ('draft', 'in_review')
ORDER BY announcement_id;

-- name: taps_of(person_id)
-- Which buttons of announcements a person tapped.
SELECT announcement_id, button FROM announcement_tap
WHERE person_id = :person_id
ORDER BY announcement_id, button;
