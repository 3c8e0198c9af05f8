"""What was done at the desk, kept: one table as a hash chain, and every act of it in the zone's ledger file."""
