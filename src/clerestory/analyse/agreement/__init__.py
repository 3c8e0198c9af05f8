"""Agreement of coders on units: Krippendorff's alpha, Cohen's kappa, the share of equal pairs."""

from clerestory.analyse.agreement.alpha import krippendorff_alpha
from clerestory.analyse.agreement.codings import Codings
from clerestory.analyse.agreement.kappa import cohens_kappa, disagreements
from clerestory.analyse.agreement.measuring import measure_agreement
from clerestory.analyse.agreement.reading import read_codings

__all__ = ["Codings", "cohens_kappa", "disagreements", "krippendorff_alpha", "measure_agreement", "read_codings"]
