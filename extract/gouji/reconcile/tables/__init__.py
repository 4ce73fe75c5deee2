"""Relations in and between tables: sums, identities of forms, one quantity in two tables.

Start here
----------
totals          sums that the layout of one table promises: codes, rows of totals, columns under one head
crosstable      one quantity in two tables, income against spending, known partitions, tables of another department
identities      tries what `patterns/identities.toml` declares, table by table; it calls all modules below
footing         the lines of a table without codes and what they come to; `identitycells` reads these lines
listtree        rows of a plain list that are sums of the rows below them; `shifts` explains several slipped points
columnsums      columns that follow from other columns in every row
classlists      one list of spending in two tables; `aligned` finds the codes of a list that prints none
betweentables   totals of one table as sums of totals of others; `economic` ties the two economic classifications
samecells       two cells that state one quantity, and the words that sentences about cells share
cuttables       takes back what a table that lost its end accuses
"""
