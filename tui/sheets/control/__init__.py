"""Every order that control fills in, as a sheet that is read from the exercise which control holds. No widget lives here."""
