"""Pages and schemas of docs/reference that are written from the code."""
