"""ODT: read to blocks, written from nothing, opened for the check."""
