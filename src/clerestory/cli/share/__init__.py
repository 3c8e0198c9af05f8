"""The group `share` whole: sharing, names that never leave, and destruction by date."""

from clerestory.cli.share.encoding import share
from clerestory.cli.share.retention import erase, retention

share.command()(retention)
share.command()(erase)

__all__ = ["share"]
