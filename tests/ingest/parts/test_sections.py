"""How the text of an item falls into sections, quoted decisions and this meeting's own decision."""

import pytest

from ..minutes import read_items


def sections_of(body):
    [item] = read_items(body)
    return [(section.heading, section.kind.value, section.text) for section in item.sections]


def test_headings_with_their_text_on_the_same_line_open_sections():
    [item] = read_items(
        "Fraværende: Kaj Prøve (A)\n\nSagsfremstilling\n\nBroen er lukket.\n\n"
        "Indstilling: Forvaltningen indstiller, at broen åbnes.\n\nBeslutning: Vedtaget endeligt."
    )

    assert [(section.heading, section.text) for section in item.sections] == [
        ("Fraværende", "Kaj Prøve (A)"),
        ("Sagsfremstilling", "Broen er lukket."),
        ("Indstilling", "Forvaltningen indstiller, at broen åbnes."),
        ("Beslutning", "Vedtaget endeligt."),
    ]
    assert (item.decision, item.outcome) == ("Vedtaget endeligt.", "godkendt")
    assert [(person.name, person.kind.value) for person in item.absent] == [("Kaj Prøve", "fraværende")]


def test_inline_decision_stays_text_where_the_decision_has_a_line_of_its_own():
    [item] = read_items("Historik\n\nBeslutning: Udsat i 2019.\n\nBeslutning\n\nGodkendt.")

    assert item.decision == "Godkendt."
    assert item.sections[0].text == "Beslutning: Udsat i 2019."


def test_text_after_inline_absences_goes_on_in_its_section():
    assert sections_of(
        "Sagsfremstilling\n\nFør.\n\nAfbud: Kaj Prøve (A)\n\nEfter.\n\nBeslutning\n\nDrøftet."
    ) == [
        ("Sagsfremstilling", "case", "Før.\n\nEfter."),
        ("Afbud", "attendance", "Kaj Prøve (A)"),
        ("Beslutning", "decision", "Drøftet."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Forvaltningen foreslår, at broen åbnes.",
        "Administrationen indstiller at broen åbnes.",
        "Center for Veje og Parker anbefaler, at broen åbnes.",
    ],
)
def test_quoted_decision_ends_where_the_administration_recommends(line):
    [item] = read_items(f"Sagsfremstilling\n\nByrådet, 3. februar 2025, pkt. 4:\n\nUdsat.\n\n{line}")

    assert [quoted.text for quoted in item.prior_decisions] == ["Udsat."]
    assert [(section.kind.value, section.text) for section in item.sections] == [
        ("case", ""),
        ("recommendation", line),
    ]


def test_recommendation_of_the_quoted_body_stays_in_its_decision():
    [item] = read_items(
        "Sagsfremstilling\n\nDirektionen, 3. februar 2025, pkt. 4:\n\nDirektionen indstiller, at ja."
    )

    assert item.prior_decisions[0].text == "Direktionen indstiller, at ja."


def test_supplementary_case_text_is_a_section_wherever_it_stands():
    assert sections_of(
        "Sagsfremstilling\n\nFør.\n\nSupplerende sagsfremstilling til mødet den 5. marts 2025:\n\nEfter."
    ) == [
        ("Sagsfremstilling", "case", "Før."),
        ("Supplerende sagsfremstilling til mødet den 5. marts 2025", "case", "Efter."),
    ]


def test_labelled_lines_name_an_earlier_decision():
    [item] = read_items(
        "Sagsforløb\n\nUdvalg: Økonomiudvalget\nDato: 03-02-2025\nPunktnummer: 5\nBeslutning\nAnbefales.\n\n"
        "Udvalg: Byrådet\nDato: 17-02-2025\n\nUdsat.\n\nSagsfremstilling\n\nTekst.\n\nBeslutning\n\nGodkendt."
    )

    assert [(q.committee, q.date, q.point, q.text) for q in item.prior_decisions] == [
        ("Økonomiudvalget", "2025-02-03", "5", "Anbefales."),
        ("Byrådet", "2025-02-17", None, "Udsat."),
    ]
    assert item.decision == "Godkendt."


@pytest.mark.parametrize(
    ("line", "committee", "point"),
    [
        ("Økonomiudvalgets beslutning den 03.02.2025, punkt 4:", "Økonomiudvalget", "4"),
        ("Byrådets møde 3. februar 2025 Punkt 4:", "Byrådet", "4"),
        ("Plan, Miljø og Teknik, 3. februar 2025, pkt. 4:", "Plan, Miljø og Teknik", "4"),
        ("Beslutning Plan og Teknik den 03-02-2025", "Plan og Teknik", None),
    ],
)
def test_forms_of_an_earlier_decision(line, committee, point):
    [item] = read_items(f"Sagsfremstilling\n\n{line}\n\nUdsat.\n\nBeslutning\n\nGodkendt.")

    [quoted] = item.prior_decisions
    assert (quoted.committee, quoted.date, quoted.point) == (committee, "2025-02-03", point)
    assert (quoted.text, item.decision) == ("Udsat.", "Godkendt.")


def test_decision_dated_at_this_meeting_is_its_own():
    [item] = read_items("Kulturudvalgets beslutning den 05-03-2025: Godkendt.")

    assert (item.decision, item.prior_decisions) == ("Godkendt.", ())


@pytest.mark.parametrize(
    "heading",
    [
        "Forvaltningen indstiller til Økonomiudvalget og Byrådet",
        "Forvaltningen indstiller til Økonomiudvalget, at",
        "Direktøren for Kultur og Fritid indstiller over for Byrådet:",
        "Teknisk forvaltning anbefaler over for Byrådet",
    ],
)
def test_recommendation_may_name_the_body_it_is_made_to(heading):
    kinds = sections_of(
        f"Sagsfremstilling\n\nBroen er lukket.\n\n{heading}\n\nat broen åbnes.\n\nBeslutning\n\nGodkendt."
    )

    assert kinds[1] == (heading.removesuffix(":"), "recommendation", "at broen åbnes.")
