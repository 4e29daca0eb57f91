from apps.archive.danish_order import danish_sort_key


def test_order_puts_ae_oe_aa_last_and_reads_aa_as_one_letter():
    names = ["Århus", "Aalborg", "Ærø", "Zebra", "Ølgod", "Aabenraa", "Allerød", "Åbybro", "Ølstykke"]

    ordered = sorted(names, key=danish_sort_key)

    assert ordered == [
        "Allerød",
        "Zebra",
        "Ærø",
        "Ølgod",
        "Ølstykke",
        "Aabenraa",
        "Åbybro",
        "Aalborg",
        "Århus",
    ]


def test_order_ignores_case_and_accents():
    assert danish_sort_key("IDÉ Müller") == danish_sort_key("ide myller")


def test_order_is_the_same_for_composed_and_decomposed_letters():
    assert danish_sort_key("A\u030arhus") == danish_sort_key("Århus")
