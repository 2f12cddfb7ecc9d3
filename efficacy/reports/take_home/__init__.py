"""The take-home file: what is in it, how it is drawn, and the code that is brought back."""
