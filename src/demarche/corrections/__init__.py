"""What people say of a ledger: corrections made, the queue of what to look at, and how far coder and people agree."""
