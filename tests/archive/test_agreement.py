import pytest

from apps.archive.agreement import Agreement, read_agreement


@pytest.mark.parametrize(
    ("text", "outcome", "agreement"),
    [
        ("Godkendt som indstillet.", "godkendt", Agreement.FOLLOWED),
        ("Tiltrådt.", "tiltraadt", Agreement.FOLLOWED),
        ("Indstillingen blev godkendt.", "godkendt", Agreement.FOLLOWED),
        ("Indstillingen anbefales.", "anbefalet", Agreement.FOLLOWED),
        ("Byrådet tiltrådte enstemmigt forvaltningens indstillingen.", "tiltraadt", None),
        ("Udvalget fulgte forvaltningens indstillingen.", "godkendt", Agreement.FOLLOWED),
        ("Indstillingen godkendt med den tilføjelse, at der ryddes sne.", "godkendt", Agreement.CHANGED),
        ("Godkendt som indstillet med følgende ændring: 12 lamper.", "godkendt", Agreement.CHANGED),
        ("Indstillingen blev ikke godkendt.", "afvist", Agreement.NOT_FOLLOWED),
        ("Indstillingen faldt.", "afvist", Agreement.NOT_FOLLOWED),
        ("V foreslog, at indstillingen forkastes. Godkendt.", "godkendt", None),
        ("Indstillingen blev forkastet.", "afvist", Agreement.NOT_FOLLOWED),
        ("Udsat til næste møde.", "udsat", Agreement.POSTPONED),
        ("Godkendt.", "godkendt", None),
        ("Indstillingens punkt 1 godkendt. Indstillingen anbefales ellers.", "godkendt", None),
        ("Drøftet. V kunne ikke tiltræde indstillingen.", "droeftet", None),
        ("Sendt i høring som indstillet.", "sendt-i-hoering", None),
        ("Et ændringsforslag faldt. Indstillingen blev godkendt.", "godkendt", Agreement.FOLLOWED),
        ("Et mindretal på 2 tiltræder indstillingen.", "droeftet", None),
        ("Taget til efterretning.", "taget-til-efterretning", None),
    ],
)
def test_only_what_the_decision_says_of_the_recommendation_counts(text, outcome, agreement):
    assert read_agreement(text, outcome) is agreement


def test_a_very_long_decision_takes_no_time():
    assert read_agreement("udvalget " * 20_000 + "med en " * 20_000, "godkendt") is None
