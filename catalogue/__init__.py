"""The domain: documents, rules and storage of the catalogue; no web, no search."""
