"""Where the law was read for this version. What has no source here was recalled, and says so wherever it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Source:
    """A text that was read."""

    title: str
    url: str


_LAW = "https://www.legislation.gov.uk/"
_ICO = "https://ico.org.uk/for-organisations/"

SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "adr": Source(
            "Home Office, Annual Data Requirement: privacy information notice (18 November 2022)",
            "https://www.gov.uk/government/publications/home-office-crime-and-policing-research-and-annual-data-"
            "requirement-adr-data-privacy-information-notices",
        ),
        "annex1": Source(
            "ICO, recognised legitimate interest: safeguarding condition (UK GDPR Annex 1)",
            _ICO + "recognised-legitimate-interest-guidance/what-are-the-recognised-legitimate-interest-conditions/"
            "safeguarding-condition",
        ),
        "art6": Source(
            "Data (Use and Access) Act 2025 s.70: Article 6(1)(e), (ea) and (f) as they stand since 5 February 2026",
            _LAW + "ukpga/2025/18/section/70",
        ),
        "chapter8a": Source(
            "UK GDPR Chapter 8A (Articles 84A to 84D): research, archives and statistics",
            _LAW + "eur/2016/679/chapter/8A",
        ),
        "duaa87": Source(
            "Data (Use and Access) Act 2025 s.87: DPA 2018 Sch 1 para 4 and Sch 2 para 27 now name Article 84B",
            _LAW + "ukpga/2025/18/section/87",
        ),
        "commencement": Source(
            "SI 2026/82: provisions of the 2025 Act in force on 5 February 2026 (and s.103 on 19 June 2026)",
            _LAW + "uksi/2026/82",
        ),
        "nca7": Source("Crime and Courts Act 2013 s.7: information gateways", _LAW + "ukpga/2013/22/section/7"),
        "offence": Source(
            "ICO, what is criminal offence data?",
            _ICO + "uk-gdpr-guidance-and-resources/lawful-basis/criminal-offence-data/what-is-criminal-offence-data",
        ),
        "reuse": Source(
            "ICO, data sharing and reuse of data by competent authorities for non-law enforcement purposes",
            _ICO + "data-sharing-information-hub/data-sharing-and-reuse-of-data-by-competent-authorities/",
        ),
        "s35": Source(
            "Police Scotland, appropriate policy document (restates DPA 2018 s.35(4), (5), (8) and s.42)",
            "https://www.scotland.police.uk/access-to-information/data-protection/sensitive-processing-for-law-"
            "enforcement-purposes",
        ),
        "s41": Source(
            "DPA 2018 s.41: safeguards, archiving (research and statistics under Part 3)",
            _LAW + "ukpga/2018/12/section/41",
        ),
        "s62": Source("DPA 2018 s.62: logging", _LAW + "ukpga/2018/12/section/62"),
        "schedule8": Source("DPA 2018 Sch 8, paras 1 and 4", _LAW + "ukpga/2018/12/schedule/8"),
        "schedule1": Source(
            "Suffolk County Council, children's services privacy notice (names Sch 1 paras 6, 10 and 18)",
            "https://www.suffolk.gov.uk/about/privacy-notice/children-and-young-people-services-privacy-notice",
        ),
        "research": Source(
            "ICO, the research provisions: exemptions (Sch 2 paras 27 and 28)",
            _ICO + "uk-gdpr-guidance-and-resources/the-research-provisions/exemptions/",
        ),
        "article11": Source("UK GDPR Article 11", _LAW + "eur/2016/679/article/11"),
        "time": Source(
            "ICO, right of access: a month runs from the day of receipt to the corresponding day",
            "https://ico.org.uk/global/sar-checklist-for-smes/i-need-to-complete-a-sar",
        ),
        "part3access": Source(
            "ICO, right of access under Part 3 (s.45), before the 2025 Act: no extension",
            _ICO + "law-enforcement/guide-to-le-processing/individual-rights/the-right-of-access",
        ),
        "tensteps": Source(
            "ICO, a 10 step guide to sharing information to safeguard children (14 September 2023)",
            _ICO + "uk-gdpr-guidance-and-resources/data-sharing/a-10-step-guide-to-sharing-information-to-safeguard-"
            "children/",
        ),
        "goldenrules": Source(
            "HM Government, Information sharing: advice for practitioners (2024); rules 1 to 6 as reported",
            "https://www.cooklawyers.co.uk/new-dfe-guidance-on-information-sharing-for-safeguarding-practitioners/",
        ),
    }
)
