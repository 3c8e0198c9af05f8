"""What the words mean: instrument, tables, rules, decisions, releases. Plain frozen types, no input or output."""
