"""The month as it is told: edited texts, approved figures, editions and their archive. Knows no department."""
