"""What people type about accounts and to prove who they are. Services judge it."""
