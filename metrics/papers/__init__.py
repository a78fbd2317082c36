"""Work reports: a structure and its sentences (data a clerk edits) filled with figures, as plain data for Word and screen."""
