"""The flag audit: a sample of records that somebody looked at, and what it says of a flag (check 6)."""
