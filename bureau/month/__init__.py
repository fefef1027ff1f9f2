"""The month across departments: its figures and the papers that print them."""
