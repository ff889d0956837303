-- What was done since the backup, out of the present database, one statement after the other.

DELETE FROM nudge WHERE person_id IN (SELECT id FROM endorse_before.person);

INSERT INTO nudge SELECT * FROM endorse_before.nudge WHERE person_id IN (SELECT id FROM person);

-- With its copies and its taps.
DELETE FROM announcement WHERE id IN (SELECT id FROM endorse_before.announcement);

DELETE FROM recipient WHERE id IN (SELECT id FROM endorse_before.recipient);

INSERT INTO announcement SELECT * FROM endorse_before.announcement;

CREATE TEMPORARY TABLE carried AS SELECT * FROM endorse_before.recipient;

-- Somebody who is not in the backup: the sums stay.
UPDATE carried SET person_id = NULL WHERE person_id NOT IN (SELECT id FROM person);

INSERT INTO recipient SELECT * FROM carried;

DROP TABLE carried;

INSERT INTO announcement_tap
SELECT * FROM endorse_before.announcement_tap WHERE person_id IN (SELECT id FROM person);

DELETE FROM pace;

INSERT INTO pace SELECT * FROM endorse_before.pace;

DELETE FROM staff;

INSERT INTO staff SELECT * FROM endorse_before.staff WHERE person_id IN (SELECT id FROM person);

DELETE FROM invite;

INSERT INTO invite SELECT * FROM endorse_before.invite;

-- With its messages.
DELETE FROM inquiry
WHERE person_id IN (SELECT id FROM endorse_before.person) OR id IN (SELECT id FROM endorse_before.inquiry);

DELETE FROM relay WHERE id IN (SELECT id FROM endorse_before.relay);

INSERT INTO inquiry SELECT * FROM endorse_before.inquiry WHERE person_id IN (SELECT id FROM person);

INSERT INTO relay SELECT * FROM endorse_before.relay WHERE inquiry_id IN (SELECT id FROM inquiry)
ON CONFLICT DO NOTHING;

INSERT INTO audit SELECT * FROM endorse_before.audit WHERE id > (SELECT coalesce(max(id), 0) FROM audit);

-- Updates that Telegram sends once more are known, so is the newest message of each chat, and when each was heard of.
UPDATE person
SET reachable = stood.reachable,
    seen = stood.seen,
    message_id = stood.message_id,
    message_stays = stood.message_stays,
    heard_on = stood.heard_on
FROM endorse_before.person AS stood
WHERE stood.id = person.id;
