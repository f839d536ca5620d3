"""Files in, `Document`s out: every character and cell with its place, nothing interpreted."""
