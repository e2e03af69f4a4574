"""Who, when and where: noun phrases to participants, words of time to dates, names to places."""
