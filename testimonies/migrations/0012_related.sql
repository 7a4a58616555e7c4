-- What a record's page shows: itself, what its document names, and what names it. For a
-- testimony that is six others of its collection: of the sixty newest those that share
-- most subjects with it, then those that tell of the same days, then the newest.
CREATE OR REPLACE FUNCTION public.kua_stamps(wanted text)
RETURNS TABLE (ref text, stamp text, slug text, kind text, is_linking boolean)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH main AS MATERIALIZED (
    SELECT t.ref, t.kind, t.refs, t.tags, CASE WHEN t.kind = 't'
      THEN (SELECT named FROM unnest(t.refs) named WHERE named LIKE 'c%' LIMIT 1)
      ELSE t.ref END AS hub,
      -- Without bounds a range would be all days.
      CASE WHEN t.happened_from IS NOT NULL
        THEN daterange(t.happened_from, t.happened_to, '[]') END AS days
    FROM testimonies_entry t WHERE t.ref = wanted
  ),
  near AS MATERIALIZED (
    SELECT e.ref, e.stamp, e.slug, e.kind, e.first_issued_at, e.tags,
      e.happened_from, e.happened_to
    FROM main JOIN testimonies_entry e ON e.refs @> ARRAY[main.hub]
    WHERE e.ref <> main.ref AND (main.kind <> 't' OR e.kind = 't')
    ORDER BY e.first_issued_at DESC NULLS LAST, e.ref
    LIMIT (SELECT CASE WHEN main.kind = 't' THEN 60 ELSE 100 END FROM main)
  )
  SELECT e.ref::text, e.stamp::text, e.slug::text, e.kind::text, false
  FROM main JOIN testimonies_entry e ON e.ref = ANY (main.refs || main.ref)
  UNION ALL (
    SELECT n.ref::text, n.stamp::text, n.slug::text, n.kind::text, true
    FROM main, near n
    ORDER BY
      CASE WHEN main.kind = 't' THEN (
        SELECT count(*) FROM unnest(n.tags) tag WHERE tag = ANY (main.tags)) END
        DESC NULLS LAST,
      CASE WHEN main.kind = 't' AND n.happened_from IS NOT NULL THEN coalesce(
        main.days && daterange(n.happened_from, n.happened_to, '[]'), false) END
        DESC NULLS LAST,
      n.first_issued_at DESC NULLS LAST, n.ref
    LIMIT (SELECT CASE WHEN main.kind = 't' THEN 6 ELSE 100 END FROM main)
  );
END $$;
