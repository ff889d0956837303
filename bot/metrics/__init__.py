"""What an operator watches: numbers for Prometheus, and whether the process is well."""
