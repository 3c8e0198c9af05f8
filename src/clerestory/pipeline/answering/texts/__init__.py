"""Texts that go out: checked, cited from releases and the record, and written to files."""
