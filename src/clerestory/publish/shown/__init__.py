"""What a paper shows, as one neutral value for each block: pages, PDF and DOCX render it and compute nothing."""
