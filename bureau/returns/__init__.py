"""套表: the forms of other offices, filled from figures and ledgers."""
