"""One message to very many people: by us, with a ledger of who got it; by peers, who keep no book.

Everybody sends `Hello` to each chat once, to a Bot API server that answers and notes when each message came in. Ours goes
out by the real job: a run of the durable engine, a line of the ledger for each person that is committed as `sending`
before its message and as `sent` after it, a look at what the person wishes to hear, a button to hear fewer. The peers
send, and forget: what a crash cuts short, they send to everybody again.
"""
