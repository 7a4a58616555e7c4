# Everything runs in .venv, which the first command makes from the locked requirements.
# PORT=9000 make demo: another port than 8000.
python := python3 requirements/bootstrap.py

.PHONY: help demo stop test leaks check lock
.DEFAULT_GOAL := help

help: ## Show these commands
	@sed -n 's/^\([a-z]*\): ## /  make \1\t/p' Makefile

demo: ## Serve the demo archive on this machine, until Ctrl-C
	@$(python) demo manage.py demo

stop: ## Stop the database that demo or test has started
	@test ! -x .venv/bin/python || .venv/bin/python -m archive.postgres stop

test: ## Run the tests
	@PYTHONDONTWRITEBYTECODE= $(python) dev -m pytest

leaks: ## Prove that nothing withheld stands anywhere (docs/leaks.md)
	@$(python) dev -m pytest -n 0 tests/leaks

check: ## Run every check, then the tests
	@$(python) dev requirements/check.py

# Together: bootstrap.py counts on dev.txt containing the others. Needs uv.
lock: ## Choose the newest versions that requirements/*.in allow
	@cd requirements && for lock in dev demo media base; do \
		uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-header --no-annotate --quiet --constraint dev.txt \
			--output-file $$lock.txt $$lock.in || exit 1; done
