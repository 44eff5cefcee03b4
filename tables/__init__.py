"""How the tables that come from elsewhere are made anew."""
