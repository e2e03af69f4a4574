"""Report to words, dependencies and sentences: spaCy's `Doc` in front, the fine-tuned encoder behind it."""
