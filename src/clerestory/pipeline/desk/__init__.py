"""The study in and out of the desk: what is read there, and what comes of it."""
