"""Acts about what is answered: one frozen form for each, a module for each kind of subject."""
