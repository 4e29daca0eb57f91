from apps.archive.text_blocks import Paragraph, Subheading, TextList, read_blocks
from apps.archive.text_tables import Table

LONG = "Forvaltningen har i foråret undersøgt, hvordan stierne bliver brugt, og hvor der mangler lys."


def test_blank_lines_part_paragraphs_and_line_breaks_stay():
    blocks = read_blocks("Første afsnit.\n\nTlf.: 11\nMail: x")

    assert blocks == [Paragraph(("Første afsnit.",)), Paragraph(("Tlf.: 11", "Mail: x"))]


def test_soft_wrapped_lines_become_one():
    first = "Udvalget har tidligere drøftet, om der skal være lys på stien mellem"

    assert read_blocks(f"{first}  by\nog skole.") == [Paragraph((f"{first}  by og skole.",))]


def test_bullets_across_blank_lines_are_one_list():
    assert read_blocks("- en\n\n- to\n• tre") == [TextList(("en", "to", "tre"))]


def test_numbered_list_goes_on_after_text_between_its_items():
    blocks = read_blocks(f"1. Stier\n\n{LONG}\n\n2. Veje")

    assert blocks == [TextList(("Stier",), 1), Paragraph((LONG,)), TextList(("Veje",), 2)]


def test_sentence_that_opens_with_a_date_or_a_stray_number_is_no_list():
    assert read_blocks("1. januar 2025 begynder ordningen.\n\n12. møde blev aflyst.") == [
        Paragraph(("1. januar 2025 begynder ordningen.",)),
        Paragraph(("12. møde blev aflyst.",)),
    ]


def test_clauses_of_a_recommendation_are_a_list_and_a_lone_one_is_not():
    text = "Forvaltningen indstiller\n\nat planen godkendes, og\n\nat den sendes i høring."

    assert read_blocks(text)[1] == TextList(("at planen godkendes, og", "at den sendes i høring."))
    assert read_blocks("at planen godkendes.") == [Paragraph(("at planen godkendes.",))]


def test_short_line_before_running_text_is_a_subheading():
    assert read_blocks(f"Trafik i området\n\n{LONG}") == [Subheading("Trafik i området"), Paragraph((LONG,))]
    assert read_blocks(f"Baggrund:\n\n{LONG}")[0] == Subheading("Baggrund")


def test_short_sentence_and_last_line_are_no_subheadings():
    assert read_blocks(f"Sagen er udsat\n\n{LONG}")[0] == Paragraph(("Sagen er udsat",))
    assert read_blocks(f"{LONG}\n\nGod stemning")[1] == Paragraph(("God stemning",))
    assert read_blocks("Planen rummer:\n\n- stier")[0] == Paragraph(("Planen rummer:",))


def test_markdown_headings_and_bold_lines_are_subheadings():
    assert read_blocks("#### Økonomi ##\n\n**Udsatte**\n\nx") == [
        Subheading("Økonomi"),
        Subheading("Udsatte"),
        Paragraph(("x",)),
    ]


def test_table_split_by_a_blank_line_and_a_rule_is_one():
    table = read_blocks("Tekst før\n\tAntal\tAndel\nStier\t4\t40 %\n\nVeje\t6\t60 %\n---\t---\t---")[1]

    assert table == Table(("", "Antal", "Andel"), (("Stier", "4", "40 %"), ("Veje", "6", "60 %")))


def test_no_word_is_lost():
    text = f"Titel\n\n{LONG}\n\n- a\n  b\nc\n\n3. d\n\n| e | f |\n| --- | --- |\n| g | h |\n\n#\n\nat i"

    found = " ".join(
        word
        for block in read_blocks(text)
        for word in (
            [block.text]
            if isinstance(block, Subheading)
            else block.lines
            if isinstance(block, Paragraph)
            else block.items
            if isinstance(block, TextList)
            else [cell for row in (block.header, *block.rows) for cell in row]
        )
    )

    assert found == f"Titel {LONG} a b c 3. d e f g h # at i"


def test_empty_text_has_no_blocks():
    assert read_blocks(" \n\n ") == []
