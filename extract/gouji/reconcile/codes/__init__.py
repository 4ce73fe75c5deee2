"""Classification items: codes against names, in tables, prose and glossary."""
