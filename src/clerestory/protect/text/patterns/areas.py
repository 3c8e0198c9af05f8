"""Letters that British codes begin with: areas of postcodes, marks of vehicles of Northern Ireland."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


POSTCODE_AREAS = _words(
    """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK
    FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR
    NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC
    WD WF WN WR WS WV YO ZE
    """
)
# The last two letters before the digits.
_NORTHERN_IRELAND = _words(
    """
    AZ BZ CZ DZ EZ FZ GZ HZ IA IB IJ IL IW JI JZ KZ LZ MZ NZ OI OZ PZ RZ SZ TZ UI UZ VZ WZ XI XZ YZ
    """
)
_POSTCODE = re.compile(r"([A-Z]{1,2})[0-9][A-Z0-9]?[ .\-]{0,2}([0-9][A-Z]{2})", re.IGNORECASE)
_ORDINALS = ("1st", "2nd", "3rd")  # "E1 2nd floor" in small letters
_FIRST_TAG, _NO_TAG = 2, 50


def is_postcode(text: str) -> bool:
    """Say whether a text has the form of a postcode in an area that there is (Royal Mail, Programmers' Guide)."""
    found = _POSTCODE.fullmatch(text)
    return found is not None and found[1].upper() in POSTCODE_AREAS and found[2] not in _ORDINALS


def is_mark_of_northern_ireland(text: str) -> bool:
    """Say whether the letters before the digits are a mark of Northern Ireland."""
    letters = "".join(sign for sign in text if sign.isalpha())
    return letters[-2:] in _NORTHERN_IRELAND


def is_current_mark(text: str) -> bool:
    """Say whether the two digits of a current registration can be an age identifier (DVLA, INF104).

    In small letters it has to be written as one or two words: "AB 12 CDE" counts in capitals alone.
    """
    tag = int("".join(sign for sign in text if sign.isdigit()))
    return tag >= _FIRST_TAG and tag != _NO_TAG and (text.isupper() or text[2].isdigit())
