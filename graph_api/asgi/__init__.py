"""The web application: routes, sign-in, health, the query page."""
