"""Parts that several pages share: bars, strips, the guard of composition."""
