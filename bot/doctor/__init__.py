"""What is well, what to look at and what is broken; nothing is changed."""
