"""The index of a ledger: what the page filters, counts and searches by, in a file beside it that can be made anew."""
