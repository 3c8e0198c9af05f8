"""Requests for information and questions in Parliament."""
