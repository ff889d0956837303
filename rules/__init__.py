"""What the law says: pure; no clock, no I/O at run time, no async."""
