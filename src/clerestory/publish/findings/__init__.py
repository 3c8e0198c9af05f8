"""What a paper shows beside counts: the findings that a study asks for, a room for each kind."""
