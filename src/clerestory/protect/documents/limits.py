"""How large a document may be: files of working life fit well, and what is made to choke a reader does not."""

from __future__ import annotations

MOST_BYTES = 128 * 2**20  # of a file as it lies on disk
MOST_UNPACKED = 512 * 2**20  # of all parts of a package together
MOST_EXPANSION = 200  # unpacked bytes for each packed one; text of one sentence over and over reaches it
FREE_BYTES = 16 * 2**20  # unpacked bytes for which expansion does not matter
MOST_PARTS = 4_096
MOST_BLOCKS = 1_000_000
MOST_NESTED = 4  # packages within packages, messages within messages
MOST_INSIDE = 256  # attachments and pictures of one document, those within them included
