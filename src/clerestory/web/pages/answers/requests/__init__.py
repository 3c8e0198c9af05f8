"""Pages of requests for information and questions in Parliament."""
