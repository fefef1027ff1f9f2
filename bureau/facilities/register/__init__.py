"""What stands where: cards in bulk, states and stops, links to cards, the yearly stock-take."""
