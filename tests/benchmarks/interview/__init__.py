"""People who answer an interview: ours, and the same size of one in the frameworks that others build bots with."""
