"""The rules, one chapter of rules.md each: functions from an exercise and an order to events or a refusal."""
