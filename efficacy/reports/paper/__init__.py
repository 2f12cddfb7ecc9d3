"""Answers from paper: the workbook that they are typed into, written and read back."""
