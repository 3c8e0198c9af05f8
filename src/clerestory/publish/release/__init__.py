"""A release: its contents, its files, its manifest and seal."""
