"""What can be asked of the interviews of a study."""
