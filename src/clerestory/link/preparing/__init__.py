"""Records laid out for comparing, and which of them are compared."""
