"""How the house is put together: settings, addresses, the door for web servers."""
