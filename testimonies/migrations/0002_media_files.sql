-- Media files: a fixity check is no change of content, a copy stays with its original's
-- item, and a public copy is found by its name in the editions that show it.

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
  END LOOP;
END $$;

ALTER TABLE testimonies_mediafile ADD CONSTRAINT mediafile_copy_of_the_same_item
  FOREIGN KEY (cleaned_from_id, item_id) REFERENCES testimonies_mediafile (id, item_id)
  DEFERRABLE INITIALLY DEFERRED;

-- Which standing edition names a file: asked on every request for one.
CREATE INDEX edition_files ON testimonies_edition
  USING gin (((document::jsonb) -> 'files') jsonb_path_ops)
  WHERE kind = 'm' AND document IS NOT NULL;
