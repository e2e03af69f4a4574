"""Loads and checks what stands in `data/`: tables, cues, ontology. Nothing is loaded on import."""
