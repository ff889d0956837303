"""The typeface of the pictures and the PDF, with its licence and what was changed in it."""
