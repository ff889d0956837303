"""Several machines: web and worker processes at one PostgreSQL, killed while people are interviewed."""
