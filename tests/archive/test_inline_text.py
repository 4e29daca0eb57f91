from apps.archive.inline_text import Part, read_parts


def test_addresses_become_links_without_the_full_stop():
    assert list(read_parts("Se https://eksempel.dk/a_b. Og <http://eksempel.dk>!")) == [
        Part("Se "),
        Part("https://eksempel.dk/a_b", href="https://eksempel.dk/a_b"),
        Part(". Og "),
        Part("http://eksempel.dk", href="http://eksempel.dk"),
        Part("!"),
    ]


def test_markdown_link_and_bold_words():
    assert list(read_parts("**Vigtigt:** [planen](https://eksempel.dk/plan)")) == [
        Part("Vigtigt:", is_bold=True),
        Part(" "),
        Part("planen", href="https://eksempel.dk/plan"),
    ]


def test_other_schemes_stay_words():
    line = "[klik](javascript:alert(1)) data:text/html,x ftp://eksempel.dk"

    assert list(read_parts(line)) == [Part(line)]
