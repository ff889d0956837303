"""What people are asked and told."""
