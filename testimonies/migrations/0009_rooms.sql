-- Notes that a room for concerns took no more in an hour; adds refusals to what is noted,
-- as far as fullroom_refused_so_far lets it count. What is old goes when something comes.
CREATE FUNCTION public.kua_note_full_room(
  of_ref text, of_danger boolean, in_hour timestamptz, more integer
) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
  DELETE FROM public.testimonies_fullroom WHERE hour < in_hour - interval '30 days';
  INSERT INTO public.testimonies_fullroom AS noted (ref, is_danger, hour, refused)
  VALUES (of_ref, of_danger, in_hour, more)
  ON CONFLICT (hour, ref, is_danger) DO UPDATE SET refused = noted.refused + more
  WHERE noted.refused < 1000 AND more > 0;
$$;

-- The one way in. It runs as the owner, so that the desk's login needs no right to insert
-- and nobody gets past the counts: those of this hour, of this record and of the archive.
-- Dangers have a room apart, which a flood of other kinds cannot fill; in each room, what
-- a browser worked for is counted apart from what somebody waited for. The work grows as
-- the record's room fills, by one bit for five. `bits` is what the sender's browser did.
--
-- Says received, used (the form was taken before), dearer (with the bits that are asked
-- now) or full, and notes when a room is full. It takes no lock that somebody could hold
-- against others: two at once may go over a count by one.
CREATE FUNCTION public.kua_receive_concern(
  of_ref text, of_kind text, in_language text, its_words text, its_contact text,
  of_token text, its_receipt text, bits integer, has_waited boolean,
  OUT became text, OUT asked integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET lock_timeout = '2s' AS $$
DECLARE
  this_hour timestamptz := date_trunc('hour', now(), 'UTC');
  of_danger boolean := of_kind = 'danger';
  worked integer;
  worked_of_all integer;
  waited integer;
  waited_of_all integer;
  proven boolean;
BEGIN
  SELECT count(*) FILTER (WHERE is_proven AND ref = of_ref),
    count(*) FILTER (WHERE is_proven),
    count(*) FILTER (WHERE NOT is_proven AND ref = of_ref),
    count(*) FILTER (WHERE NOT is_proven)
  INTO worked, worked_of_all, waited, waited_of_all
  FROM public.testimonies_concern
  WHERE received_hour = this_hour AND (kind = 'danger') = of_danger;
  asked := 16 + least(worked / 5, 3);
  IF EXISTS (SELECT 1 FROM public.testimonies_concern WHERE token_digest = of_token) THEN
    became := 'used';
    RETURN;
  END IF;
  IF worked < 20 AND worked_of_all < 200 AND bits >= asked THEN
    proven := true;
  ELSIF waited < 5 AND waited_of_all < 50 AND has_waited THEN
    proven := false;
  -- Whose browser works is asked for more; who has none, or none left, has waited.
  ELSIF worked < 20 AND worked_of_all < 200 AND bits < asked
    AND (bits >= 16 OR NOT has_waited) THEN
    became := 'dearer';
    RETURN;
  ELSE
    PERFORM public.kua_note_full_room(
      CASE WHEN worked >= 20 OR (has_waited AND waited >= 5) THEN of_ref ELSE '' END,
      of_danger, this_hour, 1);
    became := 'full';
    RETURN;
  END IF;
  INSERT INTO public.testimonies_concern (
    ref, kind, language, words, contact, token_digest, receipt, is_proven,
    received_hour, state, outcome, note
  ) VALUES (
    of_ref, of_kind, in_language, its_words, its_contact, of_token, its_receipt, proven,
    this_hour, 'open', '', ''
  ) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    became := 'used';
    RETURN;
  END IF;
  became := 'received';
  IF (proven AND worked >= 19) OR (NOT proven AND waited >= 4) THEN
    PERFORM public.kua_note_full_room(of_ref, of_danger, this_hour, 0);
  END IF;
  IF (proven AND worked_of_all >= 199) OR (NOT proven AND waited_of_all >= 49) THEN
    PERFORM public.kua_note_full_room('', of_danger, this_hour, 0);
  END IF;
END $$;

REVOKE ALL ON FUNCTION
  public.kua_receive_concern(text, text, text, text, text, text, text, integer, boolean),
  public.kua_note_full_room(text, boolean, timestamptz, integer)
FROM PUBLIC;
