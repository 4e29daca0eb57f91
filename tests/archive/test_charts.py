from apps.archive.charts import HEADROOM, MOST_COLUMNS, PLOT_HEIGHT, Segment, draw_columns


def test_columns_stand_on_one_line_and_the_highest_fills_the_plot():
    small, large = draw_columns([("2023", [("a", 1), ("b", 0)]), ("2024", [("a", 1), ("b", 3)])])

    bottom, quarter = HEADROOM + PLOT_HEIGHT, PLOT_HEIGHT // 4
    assert small.segments == (Segment("a", bottom - quarter, quarter),)
    assert large.segments == (
        Segment("a", bottom - quarter, quarter),
        Segment("b", HEADROOM, PLOT_HEIGHT - quarter),
    )
    assert (small.total, large.total) == (1, 4)
    assert (small.x, small.width, small.middle) == ("3.75%", "17.50%", "12.50%")


def test_only_the_last_columns_are_drawn():
    columns = draw_columns([(str(year), [("a", 1)]) for year in range(2000, 2024)])

    assert (len(columns), columns[0].label, columns[-1].label) == (MOST_COLUMNS, "2014", "2023")


def test_nothing_to_count_draws_no_column_part():
    (column,) = draw_columns([("2024", [("a", 0)])])

    assert (column.segments, column.total) == ((), 0)
    assert draw_columns([]) == []
