"""What earlier looks at the web found -> what is new -> a summary of it, as plain functions."""
