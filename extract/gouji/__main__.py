"""`python -m gouji` is the same as `gouji`."""

from gouji.cli import main

main()
