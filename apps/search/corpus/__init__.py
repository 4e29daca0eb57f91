"""Generated minutes for measuring: our own words put together by a seed. Never part of a real archive."""
