"""工作台: what today asks of whoever sits here."""
