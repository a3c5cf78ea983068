"""The evaluator's workspace, and the screens of candidates and notes that control has too."""
