"""Tables: headers, row tree, units, roles, facts."""
