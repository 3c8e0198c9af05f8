"""Versions of the summary: easy read, Welsh, for children, in British Sign Language; held against the same cells."""
