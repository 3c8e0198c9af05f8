"""What people see: how a page is made, and a room for each kind of work; ``urls`` says which address is whose."""
