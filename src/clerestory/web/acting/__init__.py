"""The one way in which anything happens at a desk, and the files that follow from what happened."""
