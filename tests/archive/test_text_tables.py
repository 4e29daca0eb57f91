from apps.archive.text_tables import Cell, Table, is_table_line, read_table


def test_markdown_row_above_the_rule_is_the_header():
    table = read_table(["| Sted | Note |", "|---|:--:|", r"| By | a \| b |"])

    assert table == Table(("Sted", "Note"), (("By", "a | b"),))


def test_names_above_figures_are_the_header_and_years_count_as_names():
    assert read_table(["Mio. kr.\t2024\t2025", "Drift\t1,5\t-2,0"]).header == ("Mio. kr.", "2024", "2025")


def test_rows_of_words_alone_have_no_header():
    assert read_table(["Formand\tAase", "Næstformand\tBo"]) == Table(
        (), (("Formand", "Aase"), ("Næstformand", "Bo"))
    )


def test_short_rows_are_filled_and_a_rule_alone_is_kept():
    assert read_table(["a\tb\tc", "d\t"]).rows == (("a", "b", "c"), ("d", "", ""))
    assert read_table(["---\t---"]).rows == (("---", "---"),)


def test_columns_of_figures_are_marked_in_header_and_rows():
    table = read_table(["\tAntal", "Stier\t4"])

    assert table.header_cells() == [Cell("", False), Cell("Antal", True)]
    assert table.row_cells() == [[Cell("Stier", False), Cell("4", True)]]


def test_tab_between_cells_makes_a_row():
    assert [is_table_line(line) for line in ("\tAntal", "a\tb", "| a |", "a | b", "tekst\t")] == [
        True,
        True,
        True,
        False,
        False,
    ]
