"""Street lights and municipal facilities: what stands where, what broke, how fast it was mended."""
