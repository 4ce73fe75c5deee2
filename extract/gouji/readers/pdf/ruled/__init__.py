"""Tables whose cells ruling lines enclose."""
