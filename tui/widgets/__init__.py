"""Parts that several workspaces share: lists, fields, lines of status. They know neither orders nor rules."""
