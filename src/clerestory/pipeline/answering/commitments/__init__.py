"""Commitments: the ledger, and promises that were read in documents."""
