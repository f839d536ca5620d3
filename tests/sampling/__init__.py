"""Sample reports of our own making: one description each, written out as TXT, DOCX, PDF and truth."""
