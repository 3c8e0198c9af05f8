"""Pages of the register of letters: the list, a letter, its registration, its reply, and what else is done to it."""

from clerestory.web.pages.answers.letters.doing import deed, reply
from clerestory.web.pages.answers.letters.listing import letters, letters_file
from clerestory.web.pages.answers.letters.reading import document, letter, part
from clerestory.web.pages.answers.letters.registering import register, start

__all__ = ["deed", "document", "letter", "letters", "letters_file", "part", "register", "reply", "start"]
