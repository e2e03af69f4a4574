"""Charts and maps as SVG, from records: no script, no style, the same records give the same bytes."""
