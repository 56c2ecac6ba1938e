"""Numbers as people type them; the reading itself belongs to the catalogue, as files are read there too."""

from catalogue.dutch_numbers import AMOUNT, LONGEST, NOT_A_NUMBER, dutch_number, whole_number

__all__ = ["AMOUNT", "LONGEST", "NOT_A_NUMBER", "dutch_number", "whole_number"]
