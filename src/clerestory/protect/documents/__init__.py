"""Documents: read to plain blocks, written anew, and checked by other libraries than wrote them."""
