"""What is done to a desk and asked of it from the command line."""
