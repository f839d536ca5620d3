"""What a report says, verbatim and with its place: parts, headings and mentions. Nothing is computed here."""
