"""发文、收文和批示: official papers out and in, their numbers and deadlines."""
