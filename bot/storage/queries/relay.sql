-- name: add_relay(inquiry_id, direction, from_chat, from_message, to_chat, content, state, at)!
-- Notes a message to be relayed; one that is noted already stays as it is.
INSERT INTO relay (inquiry_id, direction, from_chat, from_message, to_chat, content, state, at, moved_at)
VALUES (:inquiry_id, :direction, :from_chat, :from_message, :to_chat, :content, :state, :at, :at)
ON CONFLICT (from_chat, from_message, to_chat) DO NOTHING;

-- name: relays_of(inquiry_id)
-- Everything that belongs to a question, in the order in which it was written.
SELECT id, inquiry_id, direction, from_chat, from_message, to_chat, to_message, content, state, reason, at, moved_at,
    revised
FROM relay
WHERE inquiry_id = :inquiry_id
ORDER BY id;

-- name: relay(id)^
-- Reads one message.
SELECT id, inquiry_id, direction, from_chat, from_message, to_chat, to_message, content, state, reason, at, moved_at,
    revised
FROM relay
WHERE id = :id;

-- name: relay_arrived(to_chat, to_message)^
-- What a message of the bot's stands for.
SELECT id, inquiry_id, direction, from_chat, from_message, to_chat, to_message, content, state, reason, at, moved_at,
    revised
FROM relay
WHERE to_chat = :to_chat AND to_message = :to_message
ORDER BY id DESC
LIMIT 1;

-- name: relays_from(from_chat, from_message)
-- Every copy of what somebody wrote.
SELECT id, inquiry_id, direction, from_chat, from_message, to_chat, to_message, content, state, reason, at, moved_at,
    revised
FROM relay
WHERE from_chat = :from_chat AND from_message = :from_message
ORDER BY id;

-- name: revise_relays(from_chat, from_message, content)
-- Puts what somebody changed into every copy of it; answers one row for each.
UPDATE relay SET content = :content, revised = CASE WHEN state IN ('sent', 'sending') THEN revised + 1 ELSE 0 END
WHERE from_chat = :from_chat AND from_message = :from_message AND content <> :content
RETURNING id;

-- name: revise_cards(inquiry_id)!
-- Has the cards of a question written anew.
UPDATE relay SET revised = revised + 1
WHERE inquiry_id = :inquiry_id AND direction = 'card' AND state IN ('sent', 'sending');

-- name: renew_card(inquiry_id, to_chat, now)!
-- Has the card of a question sent anew, where it was deleted with its topic.
UPDATE relay SET state = 'pending', to_message = NULL, revised = 0, moved_at = :now
WHERE inquiry_id = :inquiry_id AND to_chat = :to_chat AND direction = 'card';

-- name: claim_relay(id, now)^
-- Takes a message to send it, only while nobody else has.
UPDATE relay SET state = 'sending', reason = NULL, moved_at = :now
WHERE id = :id AND state = 'pending'
RETURNING id, inquiry_id, direction, from_chat, from_message, to_chat, to_message, content, state, reason, at,
    moved_at, revised;

-- name: settle_relay(id, state, reason, to_message, now)!
-- Notes what became of a message that was taken.
UPDATE relay SET state = :state, reason = :reason, to_message = :to_message, moved_at = :now
WHERE id = :id AND state = 'sending';

-- name: send_relay_again(id, now)$
-- Lets a message be sent once more that failed or is in doubt; answers its question.
UPDATE relay SET state = 'pending', reason = NULL, moved_at = :now
WHERE id = :id AND state IN ('failed', 'unknown')
RETURNING inquiry_id;

-- name: shown_relay(id, revised)!
-- Notes that a change is shown, unless there was another one meanwhile.
UPDATE relay SET revised = 0 WHERE id = :id AND revised = :revised;

-- name: abandon_relays(before, reason, now)
-- What has been on its way for too long was perhaps sent; answers each.
UPDATE relay SET state = 'unknown', reason = :reason, moved_at = :now
WHERE state = 'sending' AND moved_at < :before
RETURNING id, inquiry_id, direction, from_chat, from_message, to_chat, to_message, content, state, reason, at,
    moved_at, revised;

-- name: waiting_inquiries(before)
-- Questions with something to be sent or shown that has waited since before a moment, and who asked.
SELECT DISTINCT inquiry.id, inquiry.person_id
FROM relay JOIN inquiry ON inquiry.id = relay.inquiry_id
WHERE (relay.state = 'pending' OR relay.revised > 0) AND relay.moved_at < :before
ORDER BY inquiry.id;

-- name: purge_relays(before)
-- Deletes the messages of what was closed before a moment; answers one row for each.
DELETE FROM relay
WHERE inquiry_id IN (SELECT id FROM inquiry WHERE state = 'closed' AND closed_at < :before)
RETURNING id;
