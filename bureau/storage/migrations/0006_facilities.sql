-- Street lights and facilities in full; party-building in full.






