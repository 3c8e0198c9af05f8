"""Publish everything that can be published, and account for everything that cannot."""

from importlib.metadata import version

__version__ = version("clerestory")
