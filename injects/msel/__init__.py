"""The MSEL as a workbook: out for planners who live in spreadsheets, and in again without internal ids."""
