"""Tasks that take the whole window: a call, a letter, a packet, the review of a paper."""
