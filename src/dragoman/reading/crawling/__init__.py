"""Following feeds, sitemaps and lists of addresses to the pages that they name, politely."""
