"""Plain records, outside any study: what their columns hold, and reading them."""
