"""What is well, what to look at and what is broken. Nothing is changed, and each check stands for itself."""
