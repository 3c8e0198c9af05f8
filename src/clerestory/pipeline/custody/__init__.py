"""Keys, encodings, records of sharing, destruction by date and the rights of people."""
