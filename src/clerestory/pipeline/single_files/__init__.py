"""One file at a time, outside any study."""
