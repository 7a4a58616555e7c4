-- One configuration for every language of the archive: words in Latin letters are
-- stemmed as English, others as Russian; Kazakh is stemmed alike in index and query.
CREATE TEXT SEARCH CONFIGURATION public.archive (COPY = pg_catalog.russian);

-- Names are qualified because a restore runs with an empty search path.
CREATE FUNCTION public.kua_search_vector(title text, body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(to_tsvector('public.archive'::regconfig, title), 'A')
    || setweight(to_tsvector('public.archive'::regconfig, body), 'B');
