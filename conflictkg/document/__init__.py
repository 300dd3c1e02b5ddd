"""The page that documents the ontology: made of its file, its alignments, and examples from a built-in dataset."""
