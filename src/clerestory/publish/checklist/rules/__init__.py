"""What breaks each rule of the checklist, section by section."""
