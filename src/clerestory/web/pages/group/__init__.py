"""The pages of the reference group: what waits, reading copies, comments, answers, rounds and the record."""
