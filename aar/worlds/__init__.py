"""Other worlds: the recorded orders played again with one thing taken away or added, everything else equal (chapter 15)."""
