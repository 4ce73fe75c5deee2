"""How budget disclosures write: rules, numerals, units, quantities, subjects, classification codes."""
