"""Messages: every sentence a person reads, by key, in en and ko."""
