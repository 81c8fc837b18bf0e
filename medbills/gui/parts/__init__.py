"""Parts that several pages and tasks are put together from."""
