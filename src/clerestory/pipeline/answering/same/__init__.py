"""What is said the same everywhere: research, guidance, statements, the commission and events."""
