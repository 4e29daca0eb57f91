"""What decisions come to, by their opening formula."""

import pytest

from apps.ingest.outcomes import OUTCOMES, outcome_of

FORMULAS = {
    "godkendt": [
        "Godkendt.",
        "Enstemmigt godkendt.",
        "Godkendt, idet udvalget ønsker en status i maj.",
        "Ændringerne i kvalitetsstandarden godkendes. Sagen sendes retur til rådet.",
        "Forslaget blev vedtaget med 9 stemmer.",
        "Et flertal bestående af A, F og Ø (4) godkendte indstillingen.",
        "Ad 1: Godkendt.\n\nAd 2: Godkendt.",
        "Kaj Prøve (A) erklærede sig inhabil og forlod lokalet.\n\nGodkendt.",
        "Ændringsforslag fra V: For stemte 6. Imod stemte 11.\n\nIndstillingen godkendt.",
        "For stemte A, F og Ø. Imod stemte V og C.\n\nIndstillingen er dermed godkendt.",
        "A stillede ændringsforslag. Det blev forkastet. Indstillingen blev herefter godkendt.",
        "Rosa Prøve (Ø) stemte imod.\n\nGodkendt.",
        "At 1: Godkendt.\n\nAt 2: Godkendt.",
        "Udvalget holdt afstemning.\n\nAd 1.\n\nGodkendt.\n\nAd 2.\n\nGodkendt.",
    ],
    "tiltrådt": [
        "Tiltrådt.",
        "Indstillingen blev tiltrådt.",
        "Udvalget tiltrådte indstillingen.",
        "Som indstillet.",
    ],
    "taget til efterretning": [
        "Taget til efterretning.",
        "Orienteringen taget til efterretning og udvalget udtrykte tilfredshed med sagen.",
        "Udvalget tog orienteringen til efterretning.",
        "Orienteringen om ventelister til musikskolen tages til efterretning.",
        "Formanden fortalte om besøget på havnen. Taget til efterretning.",
    ],
    "anbefalet": [
        "Indstilles godkendt.",
        "Anbefales godkendt.",
        "Indstillingen anbefales til Byrådet.",
        "Udvalget anbefaler, at Byrådet godkender planen.",
        "Det indstilles til Byrådet, at planen vedtages.",
    ],
    "drøftet": ["Drøftet.", "Udviklingen drøftet.", "Udvalget drøftede oplægget.", "Sagen blev drøftet."],
    "udsat": ["Udsat.", "Sagen udsættes til næste møde.", "Udvalget besluttede at udsætte sagen."],
    "sendt i høring": ["Sendt i høring.", "Forslaget sendes i offentlig høring i otte uger."],
    "oversendt": ["Oversendes til Økonomiudvalget.", "Sagen tilbagesendes til forvaltningen."],
    "afvist": [
        "Ikke godkendt.",
        "Indstillingen blev ikke godkendt.",
        "Udvalget godkendte ikke indstillingen.",
        "Udvalget kunne ikke tiltræde indstillingen.",
        "Udvalget besluttede ikke at godkende ansøgningen.",
        "Ansøgningen imødekommes ikke.",
        "Ansøgningen blev afslået.",
        "Klagen afvises.",
    ],
    "valgt": [
        "Ole Prøve (A) blev valgt som formand.",
        "Som formand valgtes Ole Prøve (A).",
        "Ida Prøve udpeget.",
    ],
    "trukket": ["Trukket af dagsordenen.", "Taget af dagsordenen.", "Punktet udgår."],
    "ingen": ["Ingen.", "Intet.", "Ingen bemærkninger.", "Intet at bemærke.", "Ingen fraværende."],
    "ukendt": [
        "",
        "Protokollen blev underskrevet.",
        "Mødet om budgettet rykkes til kl. 8.30.",
        "Den godkendte plan fremlægges i maj.",
        "Udvalget tilkendegav, at planen kan godkendes.",
        "Formanden fortalte, hvornår broen bliver godkendt.",
        "Ad 1: Godkendt.\nAd 2: Udsat.",
        "At 1.\n\nGodkendt.\n\nAt 2.\n\nUdsat.",
        "For stemte A og F (8). Imod stemte V (9).",
        "Planen er på vej.\n\nGodkendt.",
        "Messen var en succes med 700 deltagere.",
    ],
}


@pytest.mark.parametrize(
    ("outcome", "decision"), [(key, text) for key, texts in FORMULAS.items() for text in texts]
)
def test_opening_formula_gives_the_outcome(outcome, decision):
    assert outcome_of(decision) == outcome


def test_every_outcome_has_an_example():
    assert set(FORMULAS) == set(OUTCOMES)


def test_no_decision_is_unknown():
    assert outcome_of(None) == "ukendt"
