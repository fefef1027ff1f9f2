"""Personal data and their time: what is due to be erased, and erasing it without losing a figure."""
