"""Danish as readers write it and search for it: from text to keys, and back to the letters to mark.

Pure Python without Django. Start at `analyzer.analyze`; documents, queries and highlighting go through it.
"""
