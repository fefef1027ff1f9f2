"""Which lamps shone: targets, patrols, rates sampled and by nights."""
