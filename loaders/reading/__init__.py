"""What every reader shares: Thai text, dates, telephones, names, positions, areas, coordinates."""
