"""What became of commitments: claims of a ledger's reports as evidence, and the docket that is made of them."""
