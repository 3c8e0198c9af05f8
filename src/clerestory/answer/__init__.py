"""Answer petitions, letters, requests and promises: the rules, without files, pages or frameworks."""
