"""The ledger of commitments: what was promised, by when, by whom, and what shows that it was kept."""
