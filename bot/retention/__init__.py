"""What is not needed any more is deleted, once a day while people sleep."""
