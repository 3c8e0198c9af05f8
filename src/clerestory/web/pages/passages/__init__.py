"""Pages of the vault on which checkers and lawyer go through the passages of case texts, by keyboard if they like."""
