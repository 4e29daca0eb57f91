"""Measuring the search at scale beside other engines. Not part of the site; run by `make bench`."""
