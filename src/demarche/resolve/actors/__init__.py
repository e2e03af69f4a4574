"""Names, titles and descriptions to participants."""
