"""What is said of how far coders agree."""
