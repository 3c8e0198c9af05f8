"""Texts that go out: what they may say, and templates to begin with."""
