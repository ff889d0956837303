"""The screens, one module per subject; `PLACES` finds them by name."""
