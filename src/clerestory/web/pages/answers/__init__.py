"""Pages of petitions, letters, requests and commitments: for who answers, and for auditors."""
