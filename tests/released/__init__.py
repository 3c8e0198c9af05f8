"""The second program: reads a release as anybody can, from its files alone, and attacks it.

Nothing here imports the product: neither how a file was written nor how a cell was protected may vouch for itself.
"""
