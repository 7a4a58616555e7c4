-- Who wrote a source or a place counts where it is chosen afterwards, too: its words are
-- in the documents of whatever it is chosen for (decisions/0021).

-- Finds which records, and what is shared by many, a content row belongs to.
CREATE OR REPLACE FUNCTION kua_roots(tbl text, r jsonb)
RETURNS TABLE (root text, is_own boolean)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  key bigint := (r->>'id')::bigint;
  model text;
BEGIN
  IF r IS NULL THEN
    RETURN;
  END IF;
  CASE tbl
  WHEN 'testimonies_testimony', 'testimonies_mediaitem', 'testimonies_collection' THEN
    RETURN QUERY SELECT r->>'ref', true;
  WHEN 'testimonies_witness' THEN
    RETURN QUERY SELECT r->>'ref', true
      UNION ALL SELECT t.ref::text, false FROM testimonies_testimony t
      WHERE t.witness_id = key;
  WHEN 'testimonies_quote', 'testimonies_transcript', 'testimonies_illustration',
       'testimonies_testimonysource' THEN
    RETURN QUERY SELECT t.ref::text, true FROM testimonies_testimony t
      WHERE t.id = (r->>'testimony_id')::bigint;
  WHEN 'testimonies_passage' THEN
    RETURN QUERY SELECT t.ref::text, true FROM testimonies_testimony t
      JOIN testimonies_transcript s ON s.testimony_id = t.id
      WHERE s.id = (r->>'transcript_id')::bigint;
  WHEN 'testimonies_mark', 'testimonies_redaction' THEN
    RETURN QUERY SELECT t.ref::text, true FROM testimonies_testimony t
      JOIN testimonies_transcript s ON s.testimony_id = t.id
      JOIN testimonies_passage p ON p.transcript_id = s.id
      WHERE p.id = (r->>'passage_id')::bigint;
  WHEN 'testimonies_mediafile' THEN
    RETURN QUERY SELECT m.ref::text, true FROM testimonies_mediaitem m
      WHERE m.id = (r->>'item_id')::bigint;
  WHEN 'testimonies_chronologyevent' THEN
    RETURN QUERY SELECT c.ref::text, true FROM testimonies_collection c
      WHERE c.id = (r->>'collection_id')::bigint;
  WHEN 'testimonies_place' THEN
    RETURN QUERY SELECT 'p:' || key, false
      UNION ALL SELECT t.ref::text, false FROM testimonies_testimony t
      WHERE t.place_id = key
      UNION ALL SELECT x.ref, x.is_own FROM testimonies_witness w,
        LATERAL (SELECT w.ref::text AS ref, false AS is_own
          UNION ALL SELECT t.ref::text, false FROM testimonies_testimony t
          WHERE t.witness_id = w.id) x
      WHERE w.place_id = key;
  WHEN 'testimonies_source' THEN
    RETURN QUERY SELECT 's:' || key, false
      UNION ALL SELECT t.ref::text, false FROM testimonies_testimony t
      JOIN testimonies_testimonysource s ON s.testimony_id = t.id
      WHERE s.source_id = key
      UNION ALL SELECT t.ref::text, false FROM testimonies_testimony t
      JOIN testimonies_quote q ON q.testimony_id = t.id WHERE q.printed_in_id = key
      UNION ALL SELECT m.ref::text, false FROM testimonies_mediaitem m
      WHERE m.found_via_id = key
      UNION ALL SELECT c.ref::text, false FROM testimonies_collection c
      JOIN testimonies_chronologyevent e ON e.collection_id = c.id
      WHERE e.source_id = key;
  WHEN 'testimonies_translation', 'testimonies_tagging' THEN
    SELECT c.model INTO model FROM django_content_type c
      WHERE c.id = (r->>'content_type_id')::bigint AND c.app_label = 'testimonies';
    -- A tag's words stand in no document: its own gate and the ledger see to them.
    IF model IS NOT NULL AND model <> 'tag' THEN
      RETURN QUERY EXECUTE format(
        'SELECT k.root, k.is_own FROM %I o, LATERAL kua_roots(%L, to_jsonb(o)) k'
        ' WHERE o.id = $1', 'testimonies_' || model, 'testimonies_' || model)
        USING (r->>'object_id')::bigint;
    END IF;
  END CASE;
END $$;

-- Gives who wrote the sources and places that a row names now and did not before. Words
-- that readers have had since, with a record that names them, somebody approved there.
CREATE FUNCTION kua_writers_chosen(old_row jsonb, new_row jsonb)
RETURNS TABLE (actor_id bigint)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH chosen AS (
    SELECT v.tbl, v.kind, (new_row->>v.col)::bigint AS id
    FROM (VALUES ('place_id', 'p', 'testimonies_place'),
                 ('source_id', 's', 'testimonies_source'),
                 ('printed_in_id', 's', 'testimonies_source'),
                 ('found_via_id', 's', 'testimonies_source')) v(col, kind, tbl)
    WHERE new_row->>v.col IS NOT NULL
      AND new_row->>v.col IS DISTINCT FROM old_row->>v.col
  ), named AS (
    SELECT c.*, to_json(coalesce(
      (SELECT p.name FROM testimonies_place p WHERE c.kind = 'p' AND p.id = c.id),
      (SELECT s.title FROM testimonies_source s WHERE c.kind = 's' AND s.id = c.id)
    ))::text AS words
    FROM chosen c
  )
  SELECT DISTINCT w.actor_id
  FROM named n JOIN testimonies_contribution w ON w.ref = n.kind || ':' || n.id
  WHERE NOT EXISTS (
    SELECT FROM kua_roots(n.tbl, jsonb_build_object('id', n.id)) k
    JOIN testimonies_edition e ON e.ref = k.root
    WHERE e.issued_at > w.at AND strpos(e.document, n.words) > 0)
$$;

-- Called after every change of a content row. As the owner, because the desk's login
-- may read contributions but never write them.
CREATE OR REPLACE FUNCTION kua_content_changed(tbl text, old_row jsonb, new_row jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bookkeeping constant text[] :=
    ARRAY['state', 'standing', 'scheduled_by_id', 'passage_counter',
          'checked_at', 'fixity'];
  acting text := current_setting('kua.actor', true);
  touched record;
  record_table text;
  record_state text;
BEGIN
  -- The desk's login may execute this, so that its triggers can; not by itself.
  IF pg_trigger_depth() = 0 THEN
    RAISE EXCEPTION 'a change of content is noted by triggers alone'
      USING ERRCODE = '42501';
  END IF;
  IF old_row - bookkeeping = new_row - bookkeeping THEN
    RETURN;
  END IF;
  IF coalesce(acting, '') = '' THEN
    RAISE EXCEPTION 'nobody is named as acting: content changes only through the desk'
      USING ERRCODE = '23514';
  END IF;
  FOR touched IN
    SELECT k.root, bool_or(k.is_own) AS is_own
    FROM (SELECT * FROM kua_roots(tbl, old_row)
          UNION ALL SELECT * FROM kua_roots(tbl, new_row)) k
    GROUP BY k.root ORDER BY k.root
  LOOP
    record_table := CASE left(touched.root, 1)
      WHEN 't' THEN 'testimonies_testimony'
      WHEN 'm' THEN 'testimonies_mediaitem'
      WHEN 'c' THEN 'testimonies_collection' END;
    IF record_table IS NOT NULL THEN
      -- The lock lines an edit up with a move on the same record.
      EXECUTE format('SELECT state FROM %I WHERE ref = $1 FOR UPDATE', record_table)
        INTO record_state USING touched.root;
      IF record_state = 'settled' AND touched.is_own THEN
        RAISE EXCEPTION '% is settled: revise it before editing', touched.root
          USING ERRCODE = '23514';
      END IF;
      IF record_state IN ('in_review', 'approved', 'scheduled') THEN
        EXECUTE format('UPDATE %I SET state = ''draft'' WHERE ref = $1', record_table)
          USING touched.root;
      END IF;
    END IF;
    INSERT INTO testimonies_contribution (ref, actor_id, at)
      VALUES (touched.root, acting::bigint, clock_timestamp());
    INSERT INTO testimonies_contribution (ref, actor_id, at)
      SELECT DISTINCT touched.root, w.actor_id, clock_timestamp()
      FROM kua_writers_chosen(old_row, new_row) w WHERE w.actor_id::text <> acting;
  END LOOP;
END $$;

-- Who wrote what is there already: by the history, which names whoever acted.
INSERT INTO testimonies_contribution (ref, actor_id, at)
  SELECT e.kind || ':' || e.id, u.id, e.at
  FROM (SELECT 's' AS kind, id, pgh_context_id, pgh_created_at AS at
        FROM testimonies_sourceevent WHERE pgh_label <> 'delete'
        UNION ALL SELECT 'p', id, pgh_context_id, pgh_created_at
        FROM testimonies_placeevent WHERE pgh_label <> 'delete') e
  JOIN pghistory_context c ON c.id = e.pgh_context_id
  JOIN testimonies_user u ON u.id::text = c.metadata->>'user';
