"""Keys of a study: made, rotated and destroyed by a custodian who is neither giver nor analyst."""

from clerestory.share.keys.custody import destroy_key, key_name, make_keys, rotate_key
from clerestory.share.keys.key_file import read_key, read_keys, write_key

__all__ = ["destroy_key", "key_name", "make_keys", "read_key", "read_keys", "rotate_key", "write_key"]
