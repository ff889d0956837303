"""Who may do what: roles, invitations and the audit log."""
