"""Live cases of a study: what its records say of them, what officers certified and lawyers agreed to, and its files."""
