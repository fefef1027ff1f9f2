"""Sanitation: contractors and their contracts, inspections, months and fees, work logs, the landfill."""
