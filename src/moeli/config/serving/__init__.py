"""Between the web server and Django: bodies whole and in time, then a thread for each request."""
