"""Pages of the release: where the draft stands, the lead statistician's decision, a third person's signature."""
