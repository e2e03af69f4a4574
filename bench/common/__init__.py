"""What the benchmarks share: items, figures, lists of errors, floors, annotated texts."""
