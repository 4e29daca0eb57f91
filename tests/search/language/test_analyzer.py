"""What keys words, numbers and half-written words get, and where in the text they stand."""

import pytest

from apps.search.language.analyzer import analyze, analyzer_fingerprint


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("børn", "barn"),
        ("mænd", "mand"),
        ("bøger", "bog"),
        ("tiltrådt", "tiltræde"),
        ("godkendte", "godkende"),
        ("kommunernes", "kommune"),
        ("centret", "center"),
        ("ungecentrene", "ungecenter"),
        ("resumé", "resume"),
        ("Åbybro", "Aabybro"),
        ("ressourceforloeb", "ressourceforløbet"),
        ("fleksjob", "flexjob"),
        ("Brønderslevs", "Brønderslev"),
        ("ﬁnansiering", "finansieringen"),
        ("beskæf\u00adtigelse", "beskæftigelse"),
        ("beskæf-\ntigelse", "beskæftigelse"),
        ("re\u0301sume\u0301", "resume"),
        ("a\u030aben", "åben"),
        ("KL's", "KL"),
        ("1.200.000", "1200000"),
        ("sundhedsplejersker", "sundhedsplejerske"),
    ],
)
def test_spellings_and_forms_of_a_word_meet(one, other):
    assert analyze(one)[0].keys[0] == analyze(other)[0].keys[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kræfter", "kræft"),
        ("ledig", "ledighed"),
        ("læge", "lægge"),
        ("ældre", "gammel"),
        ("allé", "alle"),
        ("løn", "lo"),
        ("hus", "hue"),
        ("dagpenge", "sygedagpenge"),
    ],
)
def test_different_words_stay_apart(one, other):
    assert keys(one).isdisjoint(keys(other))


def test_offsets_point_into_the_original_text():
    text = "Om beskæf-\ntigelses\u00adplanen og ﬁnansiering"

    assert [text[token.start : token.end] for token in analyze(text)] == [
        "Om",
        "beskæf-\ntigelses\u00adplanen",
        "og",
        "ﬁnansiering",
    ]


def test_a_member_points_to_its_own_letters():
    text = "Å: Beskæftigelsesplanen"
    token = analyze(text)[-1]

    assert [(member.key, text[member.start : member.end]) for member in token.members] == [
        ("beskaeftigelse", "Beskæftigelses"),
        ("plan", "planen"),
    ]


@pytest.mark.parametrize(
    ("text", "word", "key"),
    [
        ("Social- og Sundhedsudvalget", "Socialudvalg", "socialudvalg"),
        ("Børne-, Unge- og Kulturudvalget", "børneudvalget", "barnudvalg"),
        ("Job-og UngeCentret", "jobcenter", "jobcenter"),
        ("Social-\nog Sundhedsudvalget", "socialudvalg", "socialudvalg"),
        ("sundhedspolitikker og -planer", "sundhedsplan", "sundhedplan"),
        ("IPS-metoden", "ipsmetode", "ipsmetode"),
        ("IPS -modellen", "ipsmodel", "ipsmodel"),
    ],
)
def test_half_written_words_are_found_whole(text, word, key):
    assert keys(word) == {key}
    assert key in keys(text)


def test_a_word_with_humps_gives_its_parts():
    token = analyze("UngeCentret")[0]

    assert [member.key for member in token.members] == ["ung", "center"]


def test_words_around_a_slash_stand_alone():
    assert [token.position for token in analyze("sygedagpenge/jobafklaring")] == [0, 1]


def test_a_clock_time_is_not_the_association():
    assert keys("kl. 14") == {"14"}
    assert keys("KL") == {"kl", "^kl"}


def test_stop_words_are_kept_and_marked():
    assert [(token.keys[0], token.is_stop_word) for token in analyze("lov om allé")] == [
        ("lov", False),
        ("om", True),
        ("allee", False),
    ]


@pytest.mark.parametrize("spelling", ["15.00.00A30-2-21", "15.00.00-A30-2-21", "15.00.00 a30-2-2021"])
def test_a_case_number_has_the_same_keys_in_every_spelling(spelling):
    assert keys(f"Sag {spelling}.") == {
        "sag",
        "#15.00",
        "#15.00.00",
        "#2-21",
        "#a30-2",
        "#a30-2-21",
        "#15.00.00-a30",
        "#15.00.00-a30-2",
        "#15.00.00-a30-2-21",
    }


def test_a_date_in_running_text_is_no_case_number():
    assert keys("Mødet den 16.12.21 var kort") >= {"16.12.21"}
    assert not any(key.startswith("#") for key in keys("Mødet den 16.12.21 var kort"))


def test_a_case_number_of_another_system_is_one_when_it_stands_alone():
    assert "#emn-2025-003383" in keys("EMN-2025-003383")


def test_a_paragraph_is_found_with_and_without_its_letter():
    assert keys("§ 17 a") == {"§17a", "§17", "17a", "17", "a"}


def test_without_the_lexicon_all_but_lemmas_and_compounds_still_works(without_lexicon):
    assert keys("Åbybro") == {"aabybro"}
    assert keys("børn") == {"barn"}
    assert analyze("beskæftigelsesplan")[0].members == ()
    assert "#15.00.00" in keys("15.00.00-A30-2-21")


def test_the_fingerprint_changes_with_the_lexicon(request):
    with_lexicon = analyzer_fingerprint()

    request.getfixturevalue("without_lexicon")

    assert analyzer_fingerprint() != with_lexicon


def keys(text: str) -> set[str]:
    return {key for token in analyze(text) for key in token.keys}


@pytest.mark.parametrize(
    ("form", "word"),
    [("foretages", "foretage"), ("mødes", "møde"), ("endeligt", "endelig"), ("potentialer", "potentiale")],
)
def test_passives_and_adverbs_have_the_key_of_their_word(form, word):
    assert analyze(form)[0].keys == analyze(word)[0].keys
