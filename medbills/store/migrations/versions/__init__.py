"""The steps from each released schema to the next, in the order of their numbers; each states its tables as they were then."""
