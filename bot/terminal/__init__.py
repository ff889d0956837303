"""`endorse chat`: the conversation in a terminal, or from a pipe."""
