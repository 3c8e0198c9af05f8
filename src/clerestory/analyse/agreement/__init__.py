"""Agreement of coders on units: Krippendorff's alpha, Cohen's kappa, percent agreement."""

from clerestory.analyse.agreement.alpha import krippendorff_alpha
from clerestory.analyse.agreement.kappa import cohens_kappa, disagreements

__all__ = ["cohens_kappa", "disagreements", "krippendorff_alpha"]
