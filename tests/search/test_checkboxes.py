"""The values of a facet as HTML."""

from apps.search.checkboxes import checkboxes
from apps.search.results import Facet, FacetValue


def _html(value, *, is_exact):
    return checkboxes(Facet("udvalg", "Udvalg", (value,), is_exact), [value])


def test_a_checkbox_escapes_its_label_and_marks_an_estimated_count():
    html = _html(FacetValue("teknik", "Teknik & <b>Miljø</b>", 1_234, is_chosen=True), is_exact=False)

    assert ' id="udvalg-teknik" name="udvalg" value="teknik" form="search" checked>' in html
    assert 'for="udvalg-teknik">Teknik &amp; &lt;b&gt;Miljø&lt;/b&gt; <' in html
    assert "(ca. 1.234)" in html


def test_a_checkbox_that_is_not_chosen_has_a_plain_exact_count():
    html = _html(FacetValue("teknik", "Teknik", 999, is_chosen=False), is_exact=True)

    assert 'form="search">' in html
    assert "(999)" in html
