-- One configuration for every language of the archive: words in Latin letters are
-- stemmed as English, others as Russian; Kazakh is stemmed alike in index and query.
CREATE TEXT SEARCH CONFIGURATION public.archive (COPY = pg_catalog.russian);

-- Names are qualified because a restore runs with an empty search path.
CREATE FUNCTION public.kua_search_vector(title text, body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(to_tsvector('public.archive'::regconfig, title), 'A')
    || setweight(to_tsvector('public.archive'::regconfig, body), 'B');

-- What a record's page shows: itself, what its document names, and what names it (for
-- a testimony: some others of its collection).
CREATE FUNCTION public.kua_stamps(wanted text)
RETURNS TABLE (ref text, stamp text, slug text, kind text, is_linking boolean)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH main AS MATERIALIZED (
    SELECT t.ref, t.kind, t.refs, CASE WHEN t.kind = 't'
      THEN (SELECT named FROM unnest(t.refs) named WHERE named LIKE 'c%' LIMIT 1)
      ELSE t.ref END AS hub
    FROM testimonies_entry t WHERE t.ref = wanted
  )
  SELECT e.ref::text, e.stamp::text, e.slug::text, e.kind::text, false
  FROM main JOIN testimonies_entry e ON e.ref = ANY (main.refs || main.ref)
  UNION ALL (
    SELECT e.ref::text, e.stamp::text, e.slug::text, e.kind::text, true
    FROM main JOIN testimonies_entry e ON e.refs @> ARRAY[main.hub]
    WHERE e.ref <> main.ref AND (main.kind <> 't' OR e.kind = 't')
    ORDER BY e.first_issued_at DESC NULLS LAST, e.ref
    LIMIT (SELECT CASE WHEN main.kind = 't' THEN 6 ELSE 100 END FROM main)
  );
END $$;
