"""What a sentence's tree says: who takes part in a clause, its frame, its tense, mood and status, its words."""
