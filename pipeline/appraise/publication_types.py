"""Publication types as PubMed names them, by what they say of a record."""

REVIEWS = frozenset({"Meta-Analysis", "Systematic Review", "Network Meta-Analysis"})
TRIALS = frozenset({"Randomized Controlled Trial", "Equivalence Trial", "Pragmatic Clinical Trial"})
CONTROLLED = frozenset(
    {"Controlled Clinical Trial", "Clinical Trial", "Clinical Trial, Phase II", "Clinical Trial, Phase III"}
)
STUDIES = REVIEWS | TRIALS | CONTROLLED
OF_ANIMALS = frozenset(
    {"Randomized Controlled Trial, Veterinary", "Clinical Trial, Veterinary", "Observational Study, Veterinary"}
)
# Records about other records.
NOTICES = frozenset({"Retraction of Publication", "Retraction Notice", "Published Erratum", "Expression of Concern"})
OPINIONS = frozenset({"Editorial", "Letter", "Comment", "News"})
REPUBLISHED = frozenset({"Corrected and Republished Article"})
