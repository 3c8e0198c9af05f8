"""What is followed, and what is said the same everywhere: research of others, guidance, statements."""
