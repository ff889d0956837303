"""Work that outlives a message: looked for at every tick, done once among all workers."""
