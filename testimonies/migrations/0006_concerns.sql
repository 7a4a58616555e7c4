-- What Fernet writes begins with its version and a time: in base64, gAAAA. The longest
-- that the forms let through stays below each length.
ALTER TABLE public.testimonies_concern
  ADD CONSTRAINT concern_words_encrypted
    CHECK (words = '' OR (words LIKE 'gAAAA%' AND length(words) <= 24000)),
  ADD CONSTRAINT concern_contact_encrypted
    CHECK (contact = '' OR (contact LIKE 'gAAAA%' AND length(contact) <= 2000)),
  ADD CONSTRAINT concern_note_encrypted
    CHECK (note = '' OR (note LIKE 'gAAAA%' AND length(note) <= 12000)),
  -- What nobody has dealt with is not erased, and erasing leaves nothing.
  ADD CONSTRAINT concern_erased_after_closing
    CHECK (erased_at IS NULL OR (state = 'closed' AND words || contact || note = ''));

-- The one way in. It runs as the owner, so that the desk's login needs no right to
-- insert and nobody gets past the counts: those of this hour, of this record and of the
-- archive, the proven ones apart from the others. Says received, used (the form was
-- taken before) or full. It takes no lock that somebody could hold against others: two
-- at once may go over a count by one.
CREATE FUNCTION public.kua_receive_concern(
  of_ref text, of_kind text, in_language text, its_words text, its_contact text,
  of_token text, its_receipt text, proven boolean
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET lock_timeout = '2s' AS $$
DECLARE
  this_hour timestamptz := date_trunc('hour', now(), 'UTC');
  most_of_record integer := CASE WHEN proven THEN 20 ELSE 5 END;
  most_of_all integer := CASE WHEN proven THEN 200 ELSE 50 END;
  of_record integer;
  of_all integer;
BEGIN
  IF EXISTS (SELECT 1 FROM public.testimonies_concern WHERE token_digest = of_token) THEN
    RETURN 'used';
  END IF;
  SELECT count(*) FILTER (WHERE ref = of_ref), count(*) INTO of_record, of_all
  FROM public.testimonies_concern
  WHERE received_hour = this_hour AND is_proven = proven;
  IF of_record >= most_of_record OR of_all >= most_of_all THEN
    RETURN 'full';
  END IF;
  INSERT INTO public.testimonies_concern (
    ref, kind, language, words, contact, token_digest, receipt, is_proven,
    received_hour, state, outcome, note
  ) VALUES (
    of_ref, of_kind, in_language, its_words, its_contact, of_token, its_receipt, proven,
    this_hour, 'open', '', ''
  ) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN 'used';
  END IF;
  RETURN 'received';
END $$;

REVOKE ALL ON FUNCTION
  public.kua_receive_concern(text, text, text, text, text, text, text, boolean)
FROM PUBLIC;
