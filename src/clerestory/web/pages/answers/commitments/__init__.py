"""Pages of the ledger of commitments: the list, one with its history, and the form of each change."""
