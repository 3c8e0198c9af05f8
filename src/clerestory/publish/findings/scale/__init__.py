"""An estimate of scale as a paper shows it."""
