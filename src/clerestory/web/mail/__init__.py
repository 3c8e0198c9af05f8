"""Mail: that something waits for somebody at the desk, and nothing more; addresses lie in the zone's database alone."""
