"""The small parts that pages are made of, one file each."""
