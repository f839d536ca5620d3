"""Mentions in, fact rows out: numbers, units, years, concepts, agencies, and what doesn't add up."""
