"""People as a giver lists them for encoding; the list never leaves the giver."""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType


class PersonKind(Enum):
    """In which part a person stands in a return; the value is what a people file writes."""

    SUSPECT = "suspect"
    VICTIM = "victim"

    @property
    def prefix(self) -> str:
        """How pseudonyms of the kind begin."""
        return {"suspect": "sus", "victim": "vic"}[self.value]


CROSS_PREFIX = "crs"  # of the protected pseudonym that ties the two rows of a person who is both

KIND, LOCAL_ID = "kind", "local_id"
FIRST_NAMES, FAMILY_NAME, OTHER_FAMILY_NAME = "first_names", "family_name", "other_family_name"
DATE_OF_BIRTH, POSTCODE, TOWN = "date_of_birth", "postcode", "town"
TWIN, PSEUDONYM, CROSS_PSEUDONYM = "twin", "pseudonym", "cross_pseudonym"

# Columns of a people file, with what each holds. The first two must be there; why the others may be absent, or empty
# in a row, stands in docs/reference/encodings.md.
PEOPLE_COLUMNS = MappingProxyType(
    {
        KIND: "suspect or victim",
        LOCAL_ID: "the giver's own identifier of the person; never leaves",
        FIRST_NAMES: "given names, the first one first",
        FAMILY_NAME: "family name as recorded",
        OTHER_FAMILY_NAME: "a former or other family name",
        DATE_OF_BIRTH: "YYYY-MM-DD",
        POSTCODE: "a postcode, or its outward part alone",
        TOWN: "post town",
        TWIN: "a mark of their own for two people of one kind who share names and date of birth",
        PSEUDONYM: "the pseudonym that an earlier return gave this person, to be kept",
    }
)
NEEDED_COLUMNS = (KIND, LOCAL_ID)
PSEUDONYM_BODY = "[a-z2-7]{26}"
