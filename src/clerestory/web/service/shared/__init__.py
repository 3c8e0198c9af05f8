"""What all processes of a desk know for a while: attempts that were counted, codes that were used."""
