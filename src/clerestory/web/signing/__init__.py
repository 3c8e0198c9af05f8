"""Keys by which people sign what they decide, kept under a passphrase, and how a page asks for a signature."""
