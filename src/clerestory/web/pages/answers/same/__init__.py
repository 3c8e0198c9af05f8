"""Pages of what is said the same everywhere: research, guidance, statements, the commission, events.

Every act has a page whose fields are those of its form, in the words that the form has for them.
"""
