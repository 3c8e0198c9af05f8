"""Classes of ordinary words that tell what stands beside them; general vocabulary of our own, no names of persons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CLASSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        name: frozenset(words.split())
        for name, words in {
            "month": (
                "january february march april may june july august september october november december jan feb "
                "mar apr jun jul aug sept oct nov dec"
            ),
            "weekday": "monday tuesday wednesday thursday friday saturday sunday",
            "nationality": (
                "british irish english scottish welsh turkish polish russian french german italian dutch greek "
                "swedish norwegian danish finnish austrian hungarian romanian bulgarian ukrainian pakistani "
                "indian bangladeshi american chinese nigerian somali iranian iraqi afghan kurdish moldovan "
                "croatian slovenian slovak czech serbian lithuanian latvian estonian georgian armenian "
                "azerbaijani swiss spanish portuguese maltese cypriot albanian syrian lebanese egyptian moroccan "
                "algerian tunisian jamaican canadian australian vietnamese"
            ),
            "faith": "muslim christian jewish catholic protestant hindu sikh buddhist orthodox roma gypsy traveller",
            "number": (
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
                "hundred thousand million"
            ),
            "unit": (
                "years year months month days day weeks week hours hour minutes euros eur gbp pounds times "
                "percent children metres miles kilometres kilograms grams acres"
            ),
            "title": (
                "mr mrs ms miss mx dr professor sir lady lord judge pc dc ds di dci sgt inspector constable reverend"
            ),
            "body": (
                "court police ministry hospital prison university company council department office authority "
                "committee tribunal board bank station school institute association centre center commission "
                "agency service ward clinic church mosque temple party union newspaper college academy charity "
                "trust constabulary"
            ),
            "trait": (
                "born lawyer barrister solicitor teacher student director officer journalist doctor national "
                "citizen businessman engineer soldier wife husband son daughter mother father brother sister "
                "cohabitee manager president mayor minister farmer driver nurse pensioner widow widower aunt "
                "uncle cousin neighbour guardian married divorced unemployed retired disabled pregnant"
            ),
            "place": (
                "road street lane avenue city town village district region county estate park square station "
                "airport near outside opposite"
            ),
            "named": "called named known alias nicknamed",
        }.items()
    }
)
