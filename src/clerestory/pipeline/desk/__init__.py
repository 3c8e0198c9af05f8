"""The desk and its study: what comes over from the vault, what is read there, and what goes back as files."""
