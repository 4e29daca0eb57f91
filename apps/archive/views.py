"""The public pages of the archive."""
