"""The numbers of a release for programs: CSV files, code lists, and what CSVW says of them."""
