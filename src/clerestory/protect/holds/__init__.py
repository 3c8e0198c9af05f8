"""Files that say what may be spoken of: cases with their stages, and the register of orders."""
