-- A session is bound to its person's epoch. The database raises it whoever changes roles
-- or second factors, and never lets it go back: a stale row saved late would revive
-- sessions that have ended.
CREATE FUNCTION public.kua_end_own_sessions() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.session_epoch := greatest(NEW.session_epoch, OLD.session_epoch);
  IF (NEW.is_active, NEW.is_superuser, NEW.is_staff)
     IS DISTINCT FROM (OLD.is_active, OLD.is_superuser, OLD.is_staff) THEN
    NEW.session_epoch := greatest(NEW.session_epoch, OLD.session_epoch + 1);
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER kua_end_own_sessions BEFORE UPDATE ON public.testimonies_user
FOR EACH ROW EXECUTE FUNCTION public.kua_end_own_sessions();

CREATE FUNCTION public.kua_end_sessions() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE public.testimonies_user SET session_epoch = session_epoch + 1
    WHERE id = OLD.user_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE public.testimonies_user SET session_epoch = session_epoch + 1
    WHERE id = NEW.user_id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER kua_end_sessions AFTER INSERT OR UPDATE OR DELETE
ON public.testimonies_user_groups
FOR EACH ROW EXECUTE FUNCTION public.kua_end_sessions();

-- A session that began before there was a second factor must not manage it; recovery
-- codes only stand in for one.
CREATE TRIGGER kua_end_sessions AFTER INSERT ON public.mfa_authenticator
FOR EACH ROW WHEN (NEW.type <> 'recovery_codes')
EXECUTE FUNCTION public.kua_end_sessions();

CREATE TRIGGER kua_end_sessions_too AFTER DELETE ON public.mfa_authenticator
FOR EACH ROW WHEN (OLD.type <> 'recovery_codes')
EXECUTE FUNCTION public.kua_end_sessions();

-- What Fernet writes begins with its version and a time: in base64, gAAAA.
ALTER TABLE public.mfa_authenticator ADD CONSTRAINT authenticator_secrets_encrypted CHECK (
  (type <> 'totp' OR coalesce(data->>'secret', '') LIKE 'gAAAA%')
  AND (type <> 'recovery_codes' OR coalesce(data->>'seed', '') LIKE 'gAAAA%')
  AND NOT data ? 'migrated_codes'
);
