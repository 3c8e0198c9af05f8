"""What is said of a panel of coders beside latent classes."""
