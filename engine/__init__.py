"""The pure rules of the exercise: no clock, chance, file, log, network or screen."""
