"""The pages, one module for each; they make plain values, the templates make the HTML."""
