"""PDF, scans and exhibits: read as a reader sees them, written anew by Typst, checked by pypdf and pikepdf."""
