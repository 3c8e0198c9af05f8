"""Letters: recorded, found, checked, written to files and read from them."""
