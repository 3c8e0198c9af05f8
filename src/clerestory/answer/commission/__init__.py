"""The commission and its questions, and the events for which packs are made."""
