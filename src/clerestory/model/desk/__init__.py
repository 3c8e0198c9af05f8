"""The desk: what people do there (acts), what came of it (states), and the places that comments are tied to."""
