"""The checks of what givers sent, one module for each kind; each gives findings, and none ever holds a value."""
