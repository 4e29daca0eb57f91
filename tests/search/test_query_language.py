import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.search.query_language import MOST_TERMS, Question, Scope, Term, TermKind, parse_question


def _words(*texts, scope=Scope.ALL):
    return tuple((Term(text, scope=scope),) for text in texts)


def _phrase(text, scope=Scope.ALL):
    return Term(text, TermKind.PHRASE, scope)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("cykelsti skole", _words("cykelsti", "skole")),
        ("cykelsti, skole; vej", _words("cykelsti", "skole", "vej")),
        ("skole/dagtilbud", _words("skole", "dagtilbud")),
        ("20/33839", _words("20/33839")),
        ("cykelsti ved en skole", _words("cykelsti", "skole")),
        ('"ny skole" vej', ((_phrase("ny skole"),), *_words("vej"))),
        ("„ny skole“", ((_phrase("ny skole"),),)),
        ("skole ELLER børnehave vej", ((Term("skole"), Term("børnehave")), *_words("vej"))),
        ("skole OR børnehave OR vuggestue", ((Term("skole"), Term("børnehave"), Term("vuggestue")),)),
        ("ELLER skole ELLER", _words("skole")),
        ("skole eller vej", _words("skole", "vej")),
        ("vejbelys*", ((Term("vejbelys", TermKind.PREFIX),),)),
        ("27.35.00 G01-2-24 skole", _words("27.35.00 G01-2-24", "skole")),
        ("titel:skole vej", (*_words("skole", scope=Scope.TITLE), *_words("vej"))),
        ('beslutning:"sendt i høring"', ((_phrase("sendt i høring", Scope.DECISION),),)),
        ("sag: 27.35", _words("27.35", scope=Scope.TITLE)),
        ("til og fra", ((_phrase("til og fra"),),)),
        ("NY SKOLE I KOMMUNEN", _words("ny", "skole", "kommunen")),
        ("KL", _words("KL")),
        ("😀 :-) &|!", ()),
        ("", ()),
    ],
)
def test_a_question_is_read(text, groups):
    assert parse_question(text).groups == groups


def test_minus_excludes_at_the_start_of_a_word_only():
    question = parse_question('budget -skole -"ny vej" IPS-modellen covid-19')

    assert question.excluded == (Term("skole"), _phrase("ny vej"))
    assert question.groups == _words("budget", "IPS-modellen", "covid-19")


def test_names_of_municipality_and_committee_are_no_words_to_find():
    question = parse_question('vej kommune:eksempelby udvalg:"teknik og miljø"')

    assert question == Question(_words("vej"), (), ("eksempelby",), ("teknik og miljø",))


def test_the_scope_of_the_request_holds_for_terms_without_their_own():
    question = parse_question("vej titel:skole", Scope.DECISION)

    assert [term.scope for term in question.terms] == [Scope.DECISION, Scope.TITLE]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('"ny skole', "Der mangler et anførselstegn. Ordene efter det er søgt som almindelige ord."),
        ("ab*", "Skriv mindst 3 bogstaver før *."),
        ("-skole", "Skriv også mindst ét ord, der skal findes – ikke kun ord, der skal udelades."),
        ("skole " * 40, "Søgningen er lang. Kun de første 32 ord er brugt."),
    ],
)
def test_what_is_not_used_is_said(text, note):
    assert parse_question(text).notes == (note,)


@given(st.text(max_size=300) | st.text(alphabet="ab \"*-:()|&!ELRtil\\'", max_size=80))
def test_any_text_gives_a_bounded_question(text):
    question = parse_question(text)

    assert len(question.groups) <= MOST_TERMS
    assert all(term.text.strip() for term in question.terms)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hvor mange boliger blev der godkendt?", ["boliger", "godkendt?"]),
        ("hvad blev besluttet om svømmehallen", ["svømmehallen"]),
        ("hvad siger byrådet", ["siger", "byrådet"]),
        ("mange boliger", ["mange", "boliger"]),
    ],
)
def test_words_that_only_ask_are_not_looked_for(text, words):
    assert [term.text for term in parse_question(text).terms] == words


@pytest.mark.parametrize("text", ["27.12.00 Ø54 1 22", "27.12.00-Ø54-1-22", "27.12.00Ø54 1-22"])
def test_a_case_number_with_spaces_is_one_number(text):
    assert len(parse_question(text).terms) == 1
