-- What an hour's rooms are drawn with. No login but the owner's may read it.
CREATE TABLE public.testimonies_roomkey (
  is_it boolean PRIMARY KEY DEFAULT true CONSTRAINT roomkey_is_one CHECK (is_it),
  key bytea NOT NULL CONSTRAINT roomkey_is_long CHECK (length(key) >= 32)
);
REVOKE ALL ON public.testimonies_roomkey FROM PUBLIC;
INSERT INTO public.testimonies_roomkey (key) VALUES (
  sha256(convert_to(concat(gen_random_uuid(), gen_random_uuid()), 'UTF8')));

-- Gives a room's guests whom nobody sees, up to 12, and where it becomes dearer.
--
-- They are counted with the concerns that came, so that no answer tells how many those
-- were. Each of the 12 is there when the hour begins (one in four), or comes at a moment
-- in it (two in four) and stays, or does not come: so an answer that changes while
-- somebody watches was most likely changed by one of them. The three steps lie each in
-- one of four places, so that whoever met one does not know how near the next is.
--
-- All is drawn from the key, the hour, the record, whether of danger, and which way: it
-- is the same however often somebody asks, and another in the next hour.
CREATE FUNCTION public.kua_room(
  of_ref text, of_danger boolean, by_work boolean, at timestamptz,
  OUT guests integer, OUT steps integer[]
)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  its_key bytea;
  its_hour timestamptz := date_trunc('hour', at, 'UTC');
  drawn bytea;
BEGIN
  SELECT key INTO STRICT its_key FROM public.testimonies_roomkey;
  drawn := sha512(its_key || convert_to(
    concat_ws('|', of_ref, of_danger, by_work, extract(epoch FROM its_hour)), 'UTF8'));
  -- Each one's moment, from half an hour before the hour to half an hour after it.
  SELECT count(*) INTO guests FROM generate_series(0, 11) AS guest
  WHERE ('x' || encode(substr(drawn, guest * 4 + 1, 4), 'hex'))::bit(32)::bigint
      / 4294967296.0 * 7200 - 1800
    <= extract(epoch FROM at - its_hour);
  steps := ARRAY[15 + get_byte(drawn, 48) % 4, 21 + get_byte(drawn, 49) % 4,
    27 + get_byte(drawn, 50) % 4];
END $$;
REVOKE ALL ON FUNCTION public.kua_room(text, boolean, boolean, timestamptz) FROM PUBLIC;

-- As before (0009), with guests: a room that took 20 takes 20 to 32, of which the first
-- three at least cost the least; 5 by waiting are 5 to 17, 200 and 50 of all likewise.
CREATE OR REPLACE FUNCTION public.kua_receive_concern(
  of_ref text, of_kind text, in_language text, its_words text, its_contact text,
  of_token text, its_receipt text, bits integer, has_waited boolean,
  OUT became text, OUT asked integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET lock_timeout = '2s' AS $$
DECLARE
  this_hour timestamptz := date_trunc('hour', now(), 'UTC');
  of_danger boolean := of_kind = 'danger';
  room record := public.kua_room(of_ref, of_danger, true, now());
  -- How many more are taken.
  by_work integer;
  by_work_of_all integer;
  by_time integer;
  by_time_of_all integer;
  proven boolean;
BEGIN
  SELECT 32 - room.guests - count(*) FILTER (WHERE is_proven AND ref = of_ref),
    212 - (public.kua_room('', of_danger, true, now())).guests
      - count(*) FILTER (WHERE is_proven),
    17 - (public.kua_room(of_ref, of_danger, false, now())).guests
      - count(*) FILTER (WHERE NOT is_proven AND ref = of_ref),
    62 - (public.kua_room('', of_danger, false, now())).guests
      - count(*) FILTER (WHERE NOT is_proven)
  INTO by_work, by_work_of_all, by_time, by_time_of_all
  FROM public.testimonies_concern
  WHERE received_hour = this_hour AND (kind = 'danger') = of_danger;
  asked := 16 + (SELECT count(*) FROM unnest(room.steps) AS step
    WHERE 32 - by_work >= step);
  IF EXISTS (SELECT 1 FROM public.testimonies_concern WHERE token_digest = of_token) THEN
    became := 'used';
    RETURN;
  END IF;
  IF by_work > 0 AND by_work_of_all > 0 AND bits >= asked THEN
    proven := true;
  ELSIF by_time > 0 AND by_time_of_all > 0 AND has_waited THEN
    proven := false;
  -- Whose browser works is asked for more; who has none, or none left, has waited.
  ELSIF by_work > 0 AND by_work_of_all > 0 AND bits < asked
    AND (bits >= 16 OR NOT has_waited) THEN
    became := 'dearer';
    RETURN;
  ELSE
    PERFORM public.kua_note_full_room(
      CASE WHEN by_work <= 0 OR (has_waited AND by_time <= 0) THEN of_ref ELSE '' END,
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
  IF (proven AND by_work <= 1) OR (NOT proven AND by_time <= 1) THEN
    PERFORM public.kua_note_full_room(of_ref, of_danger, this_hour, 0);
  END IF;
  IF (proven AND by_work_of_all <= 1) OR (NOT proven AND by_time_of_all <= 1) THEN
    PERFORM public.kua_note_full_room('', of_danger, this_hour, 0);
  END IF;
END $$;
