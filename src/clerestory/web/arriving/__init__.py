"""What comes in from the study at the next look: drafts, outputs, and what is said of live cases."""
