"""Other spellings of a name: short forms, transliterations, misreadings and slips, each as a key that they share.

The nickname library knows English short forms alone. Names that come to English from other alphabets or spellings have
groups of our own for those that differ much, and rules of letters for those that differ little.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from nicknames import NickNamer

# Given and family names that are written in many ways; each line is one name. From general knowledge, not from a list.
_GROUPS = """
    mohammed muhammad mohammad mohamed mohamad muhammed mahomed mohd muhamad mohamet mehmet muhammet mehmed mamadou
    ahmed ahmad ahmet achmed amed
    hussain hussein husayn hussien husain hossain hosein hussin hossein
    hassan hasan hassen hasaan hassaan
    ali aly alee
    abdul abdal abdel abdoul abd
    abdullah abdallah abdulla abdela abdullahi
    rahman rehman rahmaan rehmaan rachman
    ibrahim ebrahim ibraheem ebraheem brahim
    yusuf youssef yousef yousuf yusef joseph yusif yousaf youcef
    usman osman othman uthman ousman ousmane
    omar umar omer umer
    khalid khaled halid khalide
    saeed said sayeed saeid sayed syed sayyid syeed sayid saied
    shaikh sheikh shaykh sheik shekh shaik sheykh
    qureshi quraishi koreshi kureshi qureishi quresh
    chowdhury choudhury chaudhry chaudhary choudhary chaudhri choudhry chowdhary chaudry chaudhury chowdhry
    siddiqui siddiqi siddique sidiqi siddiquee saddiqui
    akhtar akhter akter aktar akther
    begum begam baygum
    iqbal ikbal eqbal
    javed javaid jawed jawad javid
    nadeem nadim
    naeem naim nayeem
    rashid rasheed rachid
    rafiq rafique rafik
    sadiq sadique sadik
    tariq tarik tareq tareek
    wahid waheed wahed
    zahid zaheed
    zainab zaynab zeinab zeynep zenab
    fatima fatimah fatema fathima fatma faatima
    ayesha aisha aysha ayisha aicha aishah
    khadija khadijah khadeeja hatice kadija
    mariam maryam mariyam meryem miriam maryum
    nasreen nasrin nasrine
    yasmin yasmine yasmeen jasmin jasmine
    shabnam shabnum
    patel pattel
    singh sing
    kaur kour
    sharma sarma
    bhatt bhat butt
    aggarwal agarwal agrawal
    mukherjee mukherji mookerjee
    krishnan krishnen
    lakshmi laxmi
    vijay bijay
    krzysztof krzystof kristof krzys
    wojciech voytek wojtek wojcieck
    grzegorz gregorz grzesiek
    agnieszka agnieshka agneszka
    katarzyna kasia katazyna katarina
    malgorzata gosia margorzata
    lukasz lucas lukas lucasz
    tomasz tomas thomasz
    pawel pavel pavell
    piotr pyotr piotrek
    jakub kuba jacob
    aleksander alexander aleksandr olek alexandru aleksandar
    aleksandra alexandra ola
    michal mihal michau
    mateusz mateus matheus
    szymon simon shimon
    andrzej andrej andzej
    jerzy jezy
    zbigniew zbyszek
    stanislaw stanislav staszek
    kowalski kovalski kowalsky
    wisniewski vishnevski wisnewski
    wojcik voicik
    nowak novak
    stefan stephan shtefan
    ionut yonut
    gheorghe george gheorge
    mihai mihay
    cristian christian kristian
    florin floryn
    vasile vasily
    popescu popesku
    ionescu yonescu
    dumitru dimitru
    constantin konstantin
    ecaterina katerina
    elena yelena
    dmitri dmitry dimitri dmitriy
    sergei sergey serghei
    yevgeny evgeny evgeni eugeniu
"""
_LETTERS = (
    ("tch", "ch"),
    ("cz", "ch"),
    ("sz", "sh"),
    ("rz", "zh"),
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("bh", "b"),
    ("th", "t"),
    ("ck", "k"),
    ("qu", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ea", "i"),
    ("ie", "i"),
    ("ei", "i"),
    ("ay", "e"),
    ("ai", "e"),
    ("aa", "a"),
    ("y", "i"),
    ("j", "i"),
    ("c", "k"),
    ("z", "s"),
    ("e", "a"),
    ("o", "u"),
)
_RUN = re.compile(r"(.)\1+")
_MISREAD = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "6": "b", "9": "g", "3": "e", "4": "a", "7": "t"}
)


@cache
def _group_of() -> Mapping[str, int]:
    lines = (line.split() for line in _GROUPS.strip().splitlines())
    return MappingProxyType({name: number for number, line in enumerate(lines) for name in line})


@cache
def _nick_namer() -> NickNamer:
    return NickNamer()


def group_key(word: str) -> str:
    """Give the number of the group of names to which a name in small letters belongs; empty if to none."""
    found = _group_of().get(word)
    return "" if found is None else f"#{found}"


def short_forms(word: str) -> frozenset[str]:
    """Give English short forms of a first name in small letters, and the names of which it is one."""
    namer = _nick_namer()
    full = namer.canonicals_of(word)
    return frozenset({*namer.nicknames_of(word), *full} - {word})


def sound_key(word: str) -> str:
    """Give a name as its letters are swapped for others when it is written by ear or in another alphabet.

    Examples
    --------
    >>> sound_key("kowalczyk") == sound_key("kovalchik")
    True
    """
    key = _RUN.sub(r"\1", word)
    for letters, others in _LETTERS:
        key = key.replace(letters, others)
    return _RUN.sub(r"\1", key[:1] + key[1:].rstrip("h").replace("h", ""))


def misread_key(word: str) -> str:
    """Give a name as a reader of print might confuse its letters: rn and m, cl and d, 1 and l, 0 and o, and so on.

    Examples
    --------
    >>> misread_key("bamett") == misread_key("barnett"), misread_key("ha11") == misread_key("hall")
    (True, True)
    """
    key = word.translate(_MISREAD).replace("rn", "m").replace("cl", "d").replace("vv", "w").replace("nn", "m")
    return _RUN.sub(r"\1", key)


def deletions(word: str) -> frozenset[str]:
    """Give a word and what is left of it without one of its letters: two words one edit apart share one of these."""
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})
