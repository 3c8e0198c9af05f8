"""Requests of people about their data: the register, the days by which they are answered, the letters."""
