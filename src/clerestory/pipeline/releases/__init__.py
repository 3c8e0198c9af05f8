"""What is done with releases that are in place, or about to be."""
