"""Pages of petitions: the list, one with its three axes, the form of an answer, versions side by side."""
