"""The draft as the reference group reads it: documents of blocks, and what a reading copy shows of each."""
