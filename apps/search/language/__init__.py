"""Danish as readers write it and search for it: from text to keys, and from a query back to the letters to mark.

Pure Python without Django. Start at `analyzer.analyze`; documents, queries and highlighting all go through it.
"""
