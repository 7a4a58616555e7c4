"""What readers see: public pages by subject, lists, search, feeds and sitemaps.

Each view asks the catalogue which editions are current, then renders a bundle of
frozen documents. Never imports a working table, sets a cookie or looks at who asks.
"""
