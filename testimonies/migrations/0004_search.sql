-- Every condition of a search is in the vector: its statistics decide how one is made.
-- The estimate must know common words, tags and places apart.
ALTER TABLE public.testimonies_entry ALTER COLUMN vector SET STATISTICS 1000;
-- Words are analysed before they come here (docs/decisions/0011).
DROP FUNCTION public.kua_search_vector(text, text);
DROP TEXT SEARCH CONFIGURATION public.archive;
