"""One file per step, `<four digits>_<noun>.py`; the digits are its revision. Released files are final."""
