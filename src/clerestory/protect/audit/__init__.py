"""The attacker: what somebody who has only the published tables can work out; shares no code with the suppressor."""
