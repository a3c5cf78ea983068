"""Makes what installs surgex where there is no network; it is no part of the installed package."""
