"""Pages of the register of letters: the list, a letter, its registration, its reply, and what else is done to it."""
