"""Secondary suppression: what else must be hidden so that nothing unsafe can be computed."""
