-- What a list of the desk is searched by: every two and three signs that follow one
-- another, folded as UPPER() folds, so that an index can say where words may stand.
-- No server need have pg_trgm. Analysed once for a row that is written, and never row by
-- row by a search: the cost says so to the planner.
CREATE FUNCTION public.kua_pieces(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100000
RETURN ARRAY(
  SELECT piece FROM (
    SELECT sign || lead(sign) OVER following AS two,
      sign || lead(sign) OVER following || lead(sign, 2) OVER following AS three
    FROM unnest(string_to_array(upper(words), NULL)) WITH ORDINALITY each (sign, nth)
    WINDOW following AS (ORDER BY nth)
  ) every, LATERAL (VALUES (two), (three)) found (piece)
  WHERE piece IS NOT NULL
);

-- The pieces of which a word must have every one.
CREATE FUNCTION public.kua_pieces_of_word(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
  SELECT piece FROM unnest(public.kua_pieces(word)) piece
  WHERE length(piece) = least(3, length(upper(word)))
);

-- One for each list that grows with the archive, of the columns that it is searched by
-- (testimonies/admin/sought.py); a piece across two columns is in no word.
CREATE INDEX testimony_sought ON public.testimonies_testimony
  USING gin (public.kua_pieces(title || E'\n' || ref)) WITH (fastupdate = off);
CREATE INDEX quote_sought ON public.testimonies_quote
  USING gin (public.kua_pieces(text || E'\n' || ref)) WITH (fastupdate = off);
CREATE INDEX mediaitem_sought ON public.testimonies_mediaitem
  USING gin (public.kua_pieces(
    title || E'\n' || ref || E'\n' || account || E'\n' || platform_id))
  WITH (fastupdate = off);
CREATE INDEX witness_sought ON public.testimonies_witness
  USING gin (public.kua_pieces(name || E'\n' || ref || E'\n' || spelling_variants))
  WITH (fastupdate = off);

-- No search asks for estimates of them, and ANALYZE would cut up what it samples.
ALTER INDEX public.testimony_sought ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX public.quote_sought ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX public.mediaitem_sought ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX public.witness_sought ALTER COLUMN 1 SET STATISTICS 0;
