"""One message to very many people: by us, with a ledger of who got it; by peers, who keep no book.

Everybody sends `Hello` to each chat once, to a Bot API server that notes when each message came in. Ours goes out by
the real job: a run of the durable engine, and for each person a line of the ledger that is committed as `sending`
before the message and as `sent` after it, a look at what they wish to hear, and a button to hear less. The peers send
and forget: what a crash cuts short, they send to everybody again.
"""
