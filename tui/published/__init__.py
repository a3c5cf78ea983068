"""Pages of the world as it is published: countries, adversaries, systems, parts, places, organisations and levers."""
