"""Write the table of attacks into docs/security.md."""

from tests.attacks.table import PAGE, page

if __name__ == "__main__":
    PAGE.write_text(page())
