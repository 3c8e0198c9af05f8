"""What of the answers is public: a form for each kind of subject, and the file that has them all."""
