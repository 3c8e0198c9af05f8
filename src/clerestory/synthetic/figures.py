"""What the synthetic nation is calibrated to: shares, rates and mixes of codes.

A comment names the published aggregate (FIGURES id) behind a number; a number without one is an assumption, chosen
so that every code occurs. Nothing here is a finding. Ethnicity and nationality have equal weights over their codes,
whoever the person is and whatever happened (rule Q11): no published mix is copied, and only *missingness* differs, by
giver and by the entity (suspect or victim) that is recorded.
"""

from __future__ import annotations

from clerestory.synthetic.drawing import Mix, equal

# The period, and who is in it.
FIRST_YEAR, LAST_YEAR = 2019, 2023
GROWTH_PROP = 0.06  # a year; F025 (+6 %), F014 (+7.6 %)
SUSPECTS_PROP = 0.424  # of persons; the rest are victims
BOTH_PROP = 0.008  # of persons: victim and suspect; counted in the two shares above
REPEAT_SUSPECT_PROP = 0.06  # of suspects outside groups: a second investigation
REPEAT_VICTIM_PROP = 0.05  # of victims: a second investigation
ELSEWHERE_PROP = 0.15  # of a group's investigations: led by another force than the group's own

# Groups. 0.04 of suspects in groups gives 3.7 to 5 % of offences (F002, F015).
GROUP_SUSPECTS_PROP = 0.04
GROUP_SIZES = tuple(range(2, 13))
GROUP_SIZE_POWER = -2.2  # heavy tail: mean 3.5, one group in a hundred of twelve
WAVES = (0.55, 0.27, 0.12, 0.06)  # 1, 2, 3, 4 investigations of one group
EXTRA_TIE_PROP = 0.35  # of pairs that nothing else ties
TIE_OPEN_PROP = 0.30  # of ties: no known end
GROUP_MORE_OFFENCES = 2.0  # mean, beyond two
SHARED_OFFENCE_PROP = 0.40  # of the members, beyond the one that must be there

# Which investigations exist, and which kind of giver has them on its list.
SUSPECT_KNOWN_PROP = 0.72  # of investigations outside groups: a suspect is identified
FORCE_LIST_PROP, NCA_LIST_PROP, CSC_LIST_PROP, VOL_LIST_PROP = 0.62, 0.05, 0.25, 0.10
GROUP_LIST_PROP = (
    0.95,
    0.30,
    0.40,
    0.20,
)  # the same four, for groups; a force or the agency is always among them
CARE_SUSPECT_PROP = 0.12  # of suspects in a case that social care or a voluntary body knows
NCA_LED_PROP = 0.30  # of what the agency knows together with a force

# The number of offences and victims of one investigation.
SOLO_MORE_OFFENCES = (0.80, 0.14, 0.06)  # 0, 1, 2 beyond the first
NO_VICTIM_PROP = 0.12  # of cases outside groups that a force or the agency knows; most get none
GROUP_MORE_VICTIMS = 1.2  # mean, beyond the first

# Cases.
FAMILY_GROUP_PROP = 0.26  # F005
FAMILY_SOLO_PROP = 0.25  # with the offence mixes below: 33 % of contact offences (F017)
CSE_SOLO_PROP = 0.20  # outside the family; 15 % of all, F028
COCAD_OUTSIDE_FAMILY = Mix({"CSE": 0.230, "INST": 0.11, "RIT": 0.01, "OTH": 0.56, "UNK": 0.09})  # CSE: 17 %, F003, F012
STAGE_CLOSED = Mix({"P6": 0.20, "P7": 0.05, "P8": 0.75})
STAGE_OPEN = Mix(
    {
        "P0": 0.05, "P1": 0.45, "P2": 0.12, "P3": 0.13, "P4": 0.10, "P5": 0.03, "P5A": 0.02, "P9": 0.02, "P10": 0.01,
        "UNK": 0.07,
    }
)  # fmt: skip
STAGE_CLOSED_NO_SUSPECT = Mix({"P8": 1.0})
STAGE_OPEN_NO_SUSPECT = Mix({"P0": 0.20, "P1": 0.70, "UNK": 0.10})
CLOSED_PROP, CLOSED_PROP_PER_YEAR = 0.40, 0.13  # in the last year, and more for each year before
CHARGED_STAGES = ("P3", "P4", "P5", "P5A", "P6", "P7", "P9", "P10")
ACTIVE_STAGES = ("P2", "P3", "P4", "P5", "P5A", "P9", "P10")
CLOSED_STAGES = ("P6", "P7", "P8")
COURT_RESULT = {
    "P0": "NONE", "P1": "NONE", "P2": "NONE", "P3": "PEND", "P4": "PEND", "P5": "CONV", "P5A": "CONV", "P6": "CONV",
    "P7": "ACQ", "P8": "DISC", "P9": "PEND", "P10": "PEND", "UNK": "UNK",
}  # fmt: skip
POLICE_RELEASE = {
    "P0": "HOLD", "P1": "HOLD", "P2": "ACTIVE", "P3": "ACTIVE", "P4": "ACTIVE", "P5": "ACTIVE", "P5A": "ACTIVE",
    "P6": "CLEAR", "P7": "NOTEXT", "P8": "NOTEXT", "P9": "ACTIVE", "P10": "ACTIVE", "UNK": "HOLD",
}  # fmt: skip

# Time: delay of the report, and how long offending lasted.
DELAY = (0.42, 0.26, 0.32)  # within 28 days, within a year, later
CROSSES_NEW_YEAR_PROP = 0.30  # of reports within a year
LATE_YEARS_MEAN, LATE_YEARS_MOST = 5.0, 40
DURATION_YEARS = (0.72, 0.13, 0.07, 0.05, 0.03)
RECORDED_NEXT_YEAR_PROP = 0.10  # of further offences of one case

# Offences: rape 18 %, sexual assault 29 %, images 27 % (F021, F019, F020), groups and families with few images.
KINDS = ("rape", "assault", "images", "other")
KIND_GROUP = Mix({"rape": 0.25, "assault": 0.40, "images": 0.05, "other": 0.30})
KIND_FAMILY = Mix({"rape": 0.233, "assault": 0.376, "images": 0.05, "other": 0.341})
KIND_ELSE = Mix({"rape": 0.158, "assault": 0.255, "images": 0.356, "other": 0.231})
OTHER_OFFENCE = Mix(
    {
        "21": 0.06, "22A": 0.06, "22B": 0.30, "23": 0.06, "70": 0.01, "71": 0.08, "72": 0.02, "73": 0.03, "88A": 0.18,
        "88C": 0.04, "88E": 0.09, "106": 0.03, "36": 0.01, "13": 0.03,
    }
)  # fmt: skip
# Contact 68 to 75 % (F022, F016); online, alone or too, about 40 % (F026).
CONTACT_BODILY = Mix({"CON": 0.93, "BOTH": 0.07})
CONTACT_IMAGES = Mix({"ONL": 0.88, "BOTH": 0.12})
CONTACT_OTHER = Mix({"CON": 0.70, "ONL": 0.20, "BOTH": 0.10})
LOCATION_CONTACT = Mix(
    {
        "DWS": 0.24, "DWV": 0.18, "DWO": 0.08, "DWS;DWV": 0.06, "HOTL": 0.03, "CARE": 0.03, "EDU": 0.07, "FOOD": 0.02,
        "TAXI": 0.02, "VEH": 0.05, "DWS;VEH": 0.03, "OPEN": 0.10, "OPEN;HUB": 0.02, "HUB": 0.02, "LIC": 0.01,
        "WORK": 0.01, "REL": 0.01, "OTH": 0.02,
    }
)  # fmt: skip
LOCATION_ONLINE = Mix({"ONL": 1.0})
INITIAL_ONLINE = Mix({"SOC": 0.62, "DATE": 0.06, "GAME": 0.16, "PEER": 0.06, "OTH": 0.10})
INITIAL_FAMILY = Mix({"KIN": 0.95, "OTH": 0.05})
INITIAL_ELSE = Mix(
    {
        "PUB": 0.17, "PEER": 0.24, "KIN": 0.04, "BUS": 0.06, "TRAN": 0.05, "CARE": 0.06, "EDU": 0.14, "SOC": 0.14,
        "DATE": 0.02, "GAME": 0.02, "OTH": 0.06,
    }
)  # fmt: skip
CONTROL = Mix(
    {
        "": 0.60, "GIFT": 0.07, "SUBS": 0.05, "GIFT;SUBS": 0.04, "ACCM": 0.03, "AFF": 0.06, "DEBT": 0.02, "THRT": 0.05,
        "IMG": 0.03, "NONE": 0.03, "UNK": 0.02,
    }
)  # fmt: skip
OUTCOME_CHARGED = Mix({"1": 0.86, "1A": 0.04, "15": 0.05, "16": 0.05})
OUTCOME_CLOSED = Mix(
    {
        "2": 0.03, "3": 0.02, "5": 0.01, "8": 0.03, "9": 0.01, "10": 0.06, "12": 0.01, "13": 0.01, "15": 0.27,
        "16": 0.43, "17": 0.01, "20": 0.03, "21": 0.05, "22": 0.03,
    }
)  # fmt: skip
OUTCOME_NO_SUSPECT = Mix({"18": 0.75, "14": 0.25})
OUTCOME_OPEN = Mix({"NYA": 1.0})
OUTCOME_QUARTER_PROP = 0.85
OUTCOME_SOON_PROP = 0.4  # of the outcomes that are still to come, those that are assigned in the next quarter

# Suspects.
SEX_SUSPECT = Mix({"M": 0.825, "F": 0.171, "I": 0.004})  # F023; a little less among persons who are victims too
AGE_SUSPECT = Mix(
    {
        "10-12": 0.08, "13-15": 0.24, "16-17": 0.16,  # 48 %, F006
        "18-24": 0.17, "25-34": 0.15, "35-44": 0.10, "45-54": 0.06, "55+": 0.04,
    }
)  # fmt: skip
CUSTODY_PROP = 0.23  # F013
OCCUPATION = equal("TRAN", "FOOD", "HOSP", "CARE", "EDU", "RET", "SEC", "NONE", "UNEMP", "UNK")
PRIOR = Mix({"NONE": 0.60, "NSEX": 0.22, "SEX": 0.08, "UNK": 0.10})
MOTIVATION = Mix(
    {
        "": 0.86, "SEXI": 0.03, "SEXI;OPP": 0.02, "FIN": 0.01, "STAT;NORM": 0.02, "POWER": 0.02, "OPP": 0.02,
        "NEUT": 0.01, "OTH": 0.005, "NR": 0.005,
    }
)  # fmt: skip
RELATION_FAMILY = Mix({"PAR": 0.30, "STEP": 0.24, "SIB": 0.22, "FAMO": 0.24})
RELATION_ELSE = Mix(
    {
        "FRND": 0.495, "STR": 0.400,  # of all where known: 37 % and 30 %, F058, F059
        "PART": 0.020, "PEER": 0.025, "TRUST": 0.020, "INTRO": 0.015, "ONL": 0.020, "OTH": 0.005,
    }
)  # fmt: skip
ROLE_ALONE = Mix({"DIRECT": 1.0})
ROLE_GROUP = Mix(
    {
        "DIRECT": 0.62, "INTRO": 0.10, "MOVE": 0.07, "PAY": 0.04, "PREM": 0.06, "FACIL": 0.04, "PERIPH": 0.03,
        "UNK": 0.04,
    }
)  # fmt: skip
EVIDENCE = Mix({"FACT": 0.25, "EVID": 0.45, "ASMT": 0.20, "INTEL": 0.07, "NR": 0.03})
TIE = Mix(
    {
        "KIN": 0.12, "FRND": 0.34, "WORK": 0.09, "NBHD": 0.10, "PREM": 0.06, "ONL": 0.10, "CRIM": 0.06, "CUST": 0.01,
        "EDU": 0.07, "OTH": 0.02, "UNK": 0.03,
    }
)  # fmt: skip

# Victims. Girls 79 % of all (F024), 67 % in exploitation (F067), so a little more in the rest.
SEX_VICTIM = Mix({"F": 0.815, "M": 0.181, "I": 0.004})
SEX_VICTIM_CSE = Mix({"F": 0.670, "M": 0.326, "I": 0.004})
AGE_VICTIM = Mix({"00-09": 0.28, "10-12": 0.22, "13-15": 0.34, "16-17": 0.16})
AGE_VICTIM_CSE = Mix({"00-09": 0.19, "10-12": 0.20, "13-15": 0.42, "16-17": 0.19})  # aged 10 or over 81 %, F066
NO_FLAG_PROP, NO_FLAG_CSE_PROP = 0.25, 0.11  # F070
# Chance of each flag for a child that has any: 2.7 and 5.7 flags, so 2 and 5 on average (F069); absence 66 % (F065).
FLAGS = {
    "LAC": (0.10, 0.28), "CPP": (0.16, 0.22), "CIN": (0.34, 0.46), "MISS": (0.10, 0.46), "SEN": (0.22, 0.30),
    "NEURO": (0.12, 0.20), "MH": (0.24, 0.42), "SELFH": (0.12, 0.34), "SUBC": (0.07, 0.32), "SUBP": (0.13, 0.24),
    "DA": (0.27, 0.35), "MHP": (0.19, 0.27), "ABS": (0.16, 0.74), "EXC": (0.07, 0.30), "PRIOR": (0.25, 0.35),
    "CCE": (0.03, 0.28), "HOME": (0.04, 0.10), "UASC": (0.01, 0.02), "YC": (0.04, 0.05),
}  # fmt: skip
DISABILITY = Mix({"Y": 0.17, "N": 0.58, "NS": 0.03, "NA_": 0.12, "NR": 0.10})
SERVICES = Mix({"": 0.45, "LA": 0.17, "LA;EDU": 0.10, "EDU": 0.12, "HLTH": 0.08, "YJS": 0.03, "VOL": 0.03, "OTH": 0.02})
FIRST_TOLD = Mix(
    {
        "CHILD": 0.34, "FAM": 0.20, "PEER": 0.06, "EDU": 0.12, "HLTH": 0.05, "SOC": 0.08, "POL": 0.07, "VOL": 0.02,
        "OTH": 0.02, "UNK": 0.04,
    }
)  # fmt: skip
SUPPORT_PROP, CHILD_ID_PROP = 0.72, 0.30

# Investigations as recorded.
ORIGIN = Mix(
    {
        "VRPT": 0.40,
        "TRPT": 0.24,
        "REF": 0.16,
        "PRO": 0.06,
        "INTEL": 0.06,
        "PAST": 0.02,
        "OTH": 0.03,
        "UNK": 0.03,
    }
)
FLAG_SOURCE = Mix({"MAN": 0.42, "KEYW": 0.14, "OFF": 0.24, "REV": 0.10, "MACH": 0.02, "NR": 0.08})
TYPOLOGY_FAMILY = Mix({"T1": 0.94, "T1;T4": 0.06})
TYPOLOGY_GROUP = Mix({"T6": 0.70, "T6;T3": 0.10, "T6;T7": 0.06, "T4": 0.06, "T2": 0.04, "T8": 0.04})
TYPOLOGY_ELSE = Mix({"T2": 0.14, "T3": 0.02, "T4": 0.20, "T5": 0.26, "T8": 0.27, "T9": 0.11})
MODEL_CSE = Mix(
    {
        "INAPP": 0.20, "BFMOD": 0.16, "PEER": 0.14, "PARTY": 0.06, "NETW": 0.08, "GANG": 0.06, "ONL": 0.22,
        "COMM": 0.02, "UNK": 0.06,
    }
)  # fmt: skip
MODEL_MISSING_PROP = 0.31  # of exploitation cases: the type is not stated, F050
TYPOLOGY_MISSING_PROP = 0.10
KNOWN_TO_EACH_OTHER = Mix({"FACT": 0.24, "EVID": 0.48, "ASMT": 0.18, "INTEL": 0.07, "NR": 0.03})
PARTNERS = Mix(
    {
        "": 0.40, "LA": 0.22, "LA;HLTH": 0.10, "LA;EDU": 0.09, "LA;VOL": 0.05, "CPS": 0.06, "LA;CPS": 0.05,
        "YJS": 0.02, "LA;LICN": 0.01,
    }
)  # fmt: skip
OPERATION_GROUP_PROP, OPERATION_SOLO_PROP = 0.60, 0.03
UNIDENTIFIED_GROUP_MEAN, UNIDENTIFIED_SOLO_MEAN = 0.80, 0.03
LINKED_MATTER_PROP = 0.20  # of active cases
INTERVIEW_PROP = 0.20  # of group investigations that a force or the agency has
INTERVIEW_KIND = Mix({"OFF": 0.45, "PRAC": 0.25, "CONV": 0.12, "SURV": 0.12, "FAM": 0.04, "OTH": 0.02})
THEMES = Mix({"SEXI;OPP": 0.2, "STAT;NORM": 0.3, "FIN": 0.15, "POWER;NEUT": 0.2, "OPP": 0.1, "OTH": 0.05})
WITHDRAWN_PROP = 0.05

# Errors and missing values.
FLAG_SENSITIVITY = 0.50  # an exploitation or group case carries its flag, F052
CSE_FALSE_PROP, GROUP_FALSE_PROP = 0.010, 0.002  # a flag where it does not belong; F053 is a tiny sample
CSA_FLAG_PROP = 0.85
SUSPECT_ETHNICITY_MISSING = (
    0.28,
    0.64,
    0.86,
)  # lowest force, all, highest force: F045, F048; F007, F031; F046
VICTIM_ETHNICITY_MISSING = (0.14, 0.34, 0.55)  # F040, F047; assumption; F041, F043
CARE_ETHNICITY_MISSING = {"NCA": (0.60, 0.35), "CSC": (0.62, 0.20), "VOL": (0.70, 0.45)}  # suspects, victims
NOT_STATED_PROP = 0.02  # asked, not given: a value, not a gap
MISSING_REASON = Mix({"NR": 0.62, "NC": 0.24, "NK": 0.04, "WH": 0.04, "RD": 0.06})
OBSERVED_PROP = 0.45
OBSERVED_AGREES_PROP = 0.90  # the officer's code is the one that goes with the ethnicity; else any of the six
BASIS_CUSTODY = Mix({"SD": 0.92, "AG": 0.08})
# Self-defined without a custody interview is a question to the police (rule V10); other bodies ask whom they meet.
BASIS_ELSE = Mix({"AG": 0.60, "TP": 0.25, "NR": 0.14, "SD": 0.01})
NATIONALITY_MISSING_PROP = 0.30
OLDER_LIST_PROP = 0.15  # of givers: their systems still write the older code where a code was replaced (rule V12)
UNKNOWN_PROP = {
    "sex": 0.02, "age": 0.07, "contact": 0.03, "location": 0.06, "initial": 0.22, "relationship": 0.15, "recency": 0.02,
}  # fmt: skip
VULNERABILITY_RECORDED = {"FORCE": 0.55, "NCA": 0.60, "CSC": 1.00, "VOL": 0.85}
STAGE_KNOWN_TO_CARE_PROP = 0.60
FIELD_UNAVAILABLE_PROP = 0.08  # a force system that lacks a field altogether
FAULTS_PER_ROW = 1 / 2000

# Ethnicity and nationality: equal weights, for everybody (rule Q11).
ETHNICITY = equal(
    "W1", "W2", "W3", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A4", "A9", "B1", "B2", "B9", "O2", "O9"
)  # fmt: skip
# A system of 16 groups and one could not tell the two groups that are new in the 18 apart either. That is left out: the
# recorded mix would then differ by giver (rule Q11).
OLDER_CODES = {"A4": "O1"}
NATIONALITY = equal("UK", "NUK", "DUAL")
OBSERVED = equal("IC1", "IC2", "IC3", "IC4", "IC5", "IC6")
OBSERVED_OF = {
    "W1": "IC1", "W2": "IC1", "W3": "IC1", "W9": "IC2", "M1": "IC3", "M2": "IC3", "M3": "IC4", "M9": "IC6",
    "A1": "IC4", "A2": "IC4", "A3": "IC4", "A4": "IC5", "A9": "IC5", "B1": "IC3", "B2": "IC3", "B9": "IC3",
    "O2": "IC6", "O9": "IC6",
}  # fmt: skip
