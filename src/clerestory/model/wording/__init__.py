"""What texts for readers may hold and claim: no identifier, no anchor of a case, no claim without its bounds."""
