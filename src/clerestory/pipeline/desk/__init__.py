"""The desk and its study: what comes over from the vault, and what goes back as files."""
