"""The desk: what people do there (acts), what came of it (states), what they read, and what comments are tied to."""
