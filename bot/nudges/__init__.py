"""Nudges: what is due is decided into a ledger, what stands in the ledger is sent, and an engine sees to both.

    due_at -> Sweep: decide, one transaction a person -> ledger `pending`
           -> Delivery: claim (`sending`, committed), send, settle (`sent`, `failed`, `unknown`, or `pending` again)

What a crash leaves in `sending` was perhaps sent: it becomes `unknown` and is never sent again by itself.
"""
