"""EML: the headers that are kept and the text, read to blocks, written from nothing, opened for the check."""
