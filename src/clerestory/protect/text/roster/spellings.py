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
    mahmood mahmoud mehmood mahmud mehmud mahmut
    mustafa mostafa mustapha moustafa mostapha mustafaa
    abdulrahman abdelrahman abdurrahman abdurahman abderrahmane
    noor nur nour noorah noora
    huda hoda houda
    layla leila laila leyla lejla lela
    amina aminah ameena amena emina
    sara sarah saara
    nasir nasser naser nasar
    miah mia miya mian meah
    uddin udin oddin uddeen
    kasim kassem qasim qasem kasem gasim ghassem
    saleh salih salah sallah
    mansour mansoor mansur
    khoury khouri khuri koury
    haddad hadad
    faisal faysal feisal faisel
    farooq faruk farouk faruq farouq
    suleiman sulaiman sulayman soliman suleyman solomon
    musa moosa moussa mousa
    isa eisa issa essa
    dawood daud dawud daoud davood
    yunus younis younus yunis yonis
    ismail ismael esmail ismaeel
    idris idrees edris
    bashir basheer bachir
    jamal gamal djamal cemal
    jalal galal
    jamil jameel gamil
    aziz azeez
    hakim hakeem
    salim saleem selim
    latif lateef
    majid majeed
    hamid hameed
    sharif shareef cherif
    rukhsana ruksana rukhsanah
    parveen parvin perveen
    shabana shabanah
    ruqayya rukaya ruqayyah
    mukhtar muktar mokhtar
    chatterjee chatterji chattopadhyay
    banerjee banerji bannerjee
    gurpreet gurprit
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
    krzysztof krzystof kristof krzys krzysiek kris chris christopher
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
    stefan stephan shtefan stephen steven
    ionut yonut
    ion ioan john
    andrei andrey andrew
    serban sherban
    tiberiu tiberius
    razvan rasvan
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
# Letters that stand for one sound, the longest first; then single letters that are swapped for each other.
_TOGETHER: Mapping[str, str] = MappingProxyType(
    dict(
        pair.split("=")
        for pair in [
            "tch=ch",
            "sch=s",
            "shch=s",
            "cz=ch",
            "sz=s",
            "rz=s",
            "zh=s",
            "ph=f",
            "kh=k",
            "gh=g",
            "dh=d",
            "bh=b",
            "th=t",
            "ts=t",
            "ck=k",
            "qu=k",
            "x=ks",
            "ou=u",
            "oo=u",
            "ee=i",
            "ea=i",
            "ie=i",
            "ei=i",
            "ay=a",
            "ai=a",
            "ey=a",
            "aa=a",
            "iy=i",
            "yi=i",
            "ya=a",
            "ia=a",
            "dj=i",
        ]
    )
)
_SOUNDS = re.compile(
    "|".join(
        f"{first}(?:{'|'.join(sorted((of[1:] for of in _TOGETHER if of[0] == first), key=len, reverse=True))})"
        for first in sorted({of[0] for of in _TOGETHER})
    )
)
_FIRST = str.maketrans("qwyjczeo", "kviiksau")
_SINGLE = str.maketrans("qwyjczeo", "kviiksau", "h")
_RUN = re.compile(r"(.)\1+")
_REPEATED = re.compile(r"(.)\1{2,}")
_MISREAD = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "9": "g", "3": "e", "4": "a", "7": "t"})


@cache
def _nick_namer() -> NickNamer:
    return NickNamer()


@cache
def _members() -> Mapping[str, tuple[str, ...]]:
    lines = [tuple(line.split()) for line in _GROUPS.strip().splitlines()]
    members: dict[str, tuple[str, ...]] = {}
    for line in lines:
        for name in line:
            members[name] = (*members.get(name, ()), *line)
    return MappingProxyType(members)


def same_names(word: str) -> frozenset[str]:
    """Give the other spellings of a name in small letters that came from another alphabet or tongue.

    Examples
    --------
    >>> "yusuf" in same_names("youssef"), same_names("quill")
    (True, frozenset())
    """
    return frozenset(_members().get(word, ())) - {word}


def without_repeats(word: str) -> frozenset[str]:
    """Give a word with letters that are repeated thrice or more written once and twice; empty where none is.

    Examples
    --------
    >>> sorted(without_repeats("annna"))
    ['ana', 'anna']
    """
    if not _REPEATED.search(word):
        return frozenset()
    return frozenset({_REPEATED.sub(r"\1", word), _REPEATED.sub(r"\1\1", word)})


def short_forms(word: str) -> frozenset[str]:
    """Give English short forms of a first name in small letters, and the names of which it is one."""
    namer = _nick_namer()
    full = namer.canonicals_of(word)
    return frozenset({*namer.nicknames_of(word), *full} - {word})


def other_spellings(word: str) -> frozenset[str]:
    """Give short forms and spellings from other alphabets of a name in small letters: whole words, no slips."""
    return short_forms(word) | same_names(word)


def sound_key(word: str) -> str:
    """Give a name as its letters are swapped for others when it is written by ear or in another alphabet.

    Examples
    --------
    >>> sound_key("kowalczyk") == sound_key("kovalchik")
    True
    """
    key = _SOUNDS.sub(lambda found: _TOGETHER[found[0]], word)
    return _RUN.sub(r"\1", key[:1].translate(_FIRST) + key[1:].translate(_SINGLE))


def misread_keys(word: str) -> frozenset[str]:
    """Give a name as a reader of print might confuse its letters: rn and m, cl and d, 1 and l, 0 and o, and so on.

    A 6 may be a b or a g, so there can be two.

    Examples
    --------
    >>> misread_keys("bamett") == misread_keys("barnett"), misread_keys("ha11") == misread_keys("hall")
    (True, True)
    """
    if "6" not in word:
        return frozenset((_misread_key(word),))
    return frozenset((_misread_key(word.replace("6", "b")), _misread_key(word.replace("6", "g"))))


def _misread_key(word: str) -> str:
    key = word.translate(_MISREAD).replace("rn", "m").replace("cl", "d").replace("vv", "w").replace("nn", "m")
    return _RUN.sub(r"\1", key)


def deletions(word: str) -> list[str]:
    """Give a word and what is left of it without one of its letters: two words one edit apart share one of these."""
    return [word, *[word[:at] + word[at + 1 :] for at in range(len(word))]]
