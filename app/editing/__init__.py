"""The forms in which people write: made from the document classes, for any class."""
