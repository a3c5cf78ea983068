"""Every order that an organisation can give, as a sheet to fill in: fields, and what they make. No widget lives here."""
