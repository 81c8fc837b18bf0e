"""The field's own terms as frozen values: no input, no output, no clock."""
