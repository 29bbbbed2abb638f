"""What the services found, in the one form that every question of docs/questions.md is shown in."""
