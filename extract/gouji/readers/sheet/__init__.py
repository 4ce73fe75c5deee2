"""Spreadsheets (xlsx, xls, ods): cells as the program shows them."""
