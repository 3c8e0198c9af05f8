"""The law of sharing, written down; and names that never leave the giver."""
