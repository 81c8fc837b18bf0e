"""How older vaults are brought to the schema of today."""
