"""What is served and how: the study and zone, Django's settings and database, the server, what every answer has."""
