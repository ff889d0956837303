"""What is too old goes, with the clock moved by years."""
