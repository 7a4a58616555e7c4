-- The rules that a trigger or a CHECK over several columns holds. Every function pins
-- its search path, so that no table made by somebody else can stand in for ours.

-- The records whose content a row is part of. is_own: the row belongs to that record
-- alone, so the record must be open for editing.
CREATE FUNCTION kua_roots(tbl text, r jsonb)
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
    RETURN QUERY SELECT t.ref::text, false FROM testimonies_testimony t
      WHERE t.place_id = key
      UNION ALL SELECT x.ref, x.is_own FROM testimonies_witness w,
        LATERAL (SELECT w.ref::text AS ref, false AS is_own
          UNION ALL SELECT t.ref::text, false FROM testimonies_testimony t
          WHERE t.witness_id = w.id) x
      WHERE w.place_id = key;
  WHEN 'testimonies_source' THEN
    RETURN QUERY SELECT t.ref::text, false FROM testimonies_testimony t
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

-- Called after every change of a content row. As the owner, because the desk's login
-- may read contributions but never write them.
CREATE FUNCTION kua_content_changed(tbl text, old_row jsonb, new_row jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bookkeeping constant text[] :=
    ARRAY['state', 'standing', 'scheduled_by_id', 'passage_counter'];
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

-- Gives a passage the next number of its testimony; 0 asks for one. A number that is
-- named is that of the same passage in another language.
CREATE FUNCTION kua_passage_number(transcript bigint, wanted integer) RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  given integer;
BEGIN
  IF wanted = 0 THEN
    UPDATE testimonies_testimony SET passage_counter = passage_counter + 1
      WHERE id = (SELECT testimony_id FROM testimonies_transcript WHERE id = transcript)
      RETURNING passage_counter INTO given;
    RETURN given;
  END IF;
  IF NOT EXISTS (
      SELECT 1 FROM testimonies_passage p
      JOIN testimonies_transcript s ON s.id = p.transcript_id
      JOIN testimonies_transcript mine ON mine.testimony_id = s.testimony_id
      WHERE mine.id = transcript AND s.id <> transcript AND p.number = wanted) THEN
    RAISE EXCEPTION 'no passage % stands in another language of this testimony', wanted
      USING ERRCODE = '23514';
  END IF;
  RETURN wanted;
END $$;

-- An approval names everybody who changed the content since the last edition of the
-- record that moves and of the document's own, and is made by the acting person.
CREATE FUNCTION kua_check_approval(a testimonies_approval) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  changed_by bigint[];
BEGIN
  IF a.approver_id::text IS DISTINCT FROM current_setting('kua.actor', true) THEN
    RAISE EXCEPTION 'an approval is made by the acting person' USING ERRCODE = '23514';
  END IF;
  -- A quote's content counts for its testimony, whatever root is named.
  IF left(a.ref, 1) = 'q' AND a.root IS DISTINCT FROM (
      SELECT t.ref FROM testimonies_quote q
      JOIN testimonies_testimony t ON t.id = q.testimony_id WHERE q.ref = a.ref) THEN
    RAISE EXCEPTION 'quote % moves with its testimony, not with %', a.ref, a.root
      USING ERRCODE = '23514';
  END IF;
  -- Who reopens a withdrawn record decides to show it again, so that counts too.
  SELECT array_agg(DISTINCT c.actor_id) INTO changed_by
  FROM (SELECT ref, actor_id, at FROM testimonies_contribution
        UNION ALL SELECT ref, actor_id, at FROM testimonies_ledgerevent
        WHERE action = 'reopen') c
  WHERE c.ref IN (a.root, a.ref)
    AND c.at > coalesce((SELECT max(e.issued_at) FROM testimonies_edition e
                         WHERE e.ref = c.ref), '-infinity');
  IF NOT a.editors @> coalesce(changed_by, '{}') THEN
    RAISE EXCEPTION 'the approval does not name all who changed %', a.root
      USING ERRCODE = '23514';
  END IF;
END $$;

CREATE FUNCTION kua_check_edition(e testimonies_edition) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  -- Who changed the content since the last edition is counted from this time.
  IF e.issued_at <> statement_timestamp() THEN
    RAISE EXCEPTION 'edition % of % is not issued now', e.number, e.ref
      USING ERRCODE = '23514';
  END IF;
  IF e.number <> 1 + (SELECT coalesce(max(number), 0) FROM testimonies_edition
                      WHERE ref = e.ref) THEN
    RAISE EXCEPTION 'edition % of % is not the next number', e.number, e.ref
      USING ERRCODE = '23514';
  END IF;
  IF e.approval_id <> (SELECT max(id) FROM testimonies_approval WHERE ref = e.ref) THEN
    RAISE EXCEPTION 'edition % of % does not rest on the newest approval',
      e.number, e.ref USING ERRCODE = '23514';
  END IF;
END $$;

-- The one change that an edition may undergo: its document goes, the tombstone stays.
CREATE FUNCTION kua_is_erasure(o testimonies_edition, n testimonies_edition)
RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT o.document IS NOT NULL AND n.document IS NULL AND n.erased_at IS NOT NULL
    AND to_jsonb(o) - ARRAY['document', 'erased_at', 'public_note']
      = to_jsonb(n) - ARRAY['document', 'erased_at', 'public_note']
$$;

-- What an event's digest covers: testimonies/ledger.py computes the same by itself.
CREATE FUNCTION kua_ledger_digest(e testimonies_ledgerevent) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT encode(sha256(convert_to(concat_ws('|', e.id,
    to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    e.actor_id, e.action, e.ref, e.category, e.previous), 'UTF8')), 'hex')
$$;

-- Links a new event to the tip. An id from a sequence would fork the chain under load,
-- so the id is the tip's plus one, under a lock that lasts until commit.
CREATE FUNCTION kua_link(e testimonies_ledgerevent) RETURNS testimonies_ledgerevent
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  tip testimonies_ledgerevent;
BEGIN
  IF e.actor_id::text IS DISTINCT FROM current_setting('kua.actor', true) THEN
    RAISE EXCEPTION 'an event is written for the acting person' USING ERRCODE = '23514';
  END IF;
  PERFORM pg_advisory_xact_lock(5121909);
  SELECT * INTO tip FROM testimonies_ledgerevent ORDER BY id DESC LIMIT 1;
  e.id := coalesce(tip.id, 0) + 1;
  e.at := clock_timestamp();
  e.previous := coalesce(tip.digest, repeat('0', 64));
  e.digest := kua_ledger_digest(e);
  RETURN e;
END $$;

-- A name leads to one tag, whether it is a tag's own or an alias.
CREATE FUNCTION kua_check_tag_name(tag bigint, wanted text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(5121910);
  IF EXISTS (SELECT 1 FROM testimonies_tag WHERE lower(name) = lower(wanted)
             AND id <> tag)
     OR EXISTS (SELECT 1 FROM testimonies_tagalias WHERE lower(name) = lower(wanted)
                AND tag_id <> tag) THEN
    RAISE EXCEPTION 'another tag is called % already', wanted USING ERRCODE = '23505';
  END IF;
END $$;

ALTER TABLE testimonies_approval ADD CONSTRAINT approval_second_person CHECK (
  editors IS NOT NULL AND approver_id IS NOT NULL
  AND array_position(editors, NULL) IS NULL
  AND array_position(editors, approver_id) IS NULL);

-- Words that were changed after approval cannot be published.
ALTER TABLE testimonies_edition ADD CONSTRAINT edition_of_approved_digest
  FOREIGN KEY (approval_id, ref, digest)
  REFERENCES testimonies_approval (id, ref, digest);

ALTER TABLE testimonies_edition ADD CONSTRAINT edition_digest_is_the_documents CHECK (
  document IS NULL OR digest = encode(sha256(convert_to(document, 'UTF8')), 'hex'));

-- A vault's columns hold Fernet tokens only; each begins with the version byte 0x80.
ALTER TABLE testimonies_vaultedidentity
  ADD CONSTRAINT vaultedidentity_legal_name_encrypted
    CHECK (legal_name = '' OR legal_name LIKE 'gAAAA%'),
  ADD CONSTRAINT vaultedidentity_contacts_encrypted
    CHECK (contacts = '' OR contacts LIKE 'gAAAA%'),
  ADD CONSTRAINT vaultedidentity_exact_address_encrypted
    CHECK (exact_address = '' OR exact_address LIKE 'gAAAA%'),
  ADD CONSTRAINT vaultedidentity_risk_notes_encrypted
    CHECK (risk_notes = '' OR risk_notes LIKE 'gAAAA%'),
  ADD CONSTRAINT vaultedidentity_relatives_encrypted
    CHECK (relatives = '' OR relatives LIKE 'gAAAA%'),
  ADD CONSTRAINT vaultedidentity_protected_terms_encrypted
    CHECK (protected_terms = '' OR protected_terms LIKE 'gAAAA%');
