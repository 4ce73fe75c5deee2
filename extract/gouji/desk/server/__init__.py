"""The desk's web server: pages made by Jinja2, an interface of JSON, one script, no address but its own.

In: the database, the folders whose documents may be opened, who may enter. Out: pages, JSON, files to download.

Start with `app` (what is put together), then `guard` (what every request must pass), `reading` and `writing` (the
interface that `desk.js` uses), `screens` (the pages). `sessions` knows who is who.

Where a change belongs: a page is a template in `templates/` and a function in `screens`; what a request must not do is
`guard`.
"""
