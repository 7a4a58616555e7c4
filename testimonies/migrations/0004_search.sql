-- Every condition of a search is in the vector: its statistics decide how one is made.
-- The estimate must know common words, tags and places apart.
ALTER TABLE public.testimonies_entry ALTER COLUMN vector SET STATISTICS 1000;
-- Ranking reads a thousand vectors: fetched from aside and unpacked, they cost three
-- times as much as the ranking. What fits into a page stays in its row as it is.
ALTER TABLE public.testimonies_entry ALTER COLUMN vector SET STORAGE EXTERNAL;
ALTER TABLE public.testimonies_entry SET (toast_tuple_target = 8160);
-- Words are analysed before they come here (docs/decisions/0011).
DROP FUNCTION public.kua_search_vector(text, text);
DROP TEXT SEARCH CONFIGURATION public.archive;
