"""Sign-in, second factor, invitation: the way in, mounted under /account/.

Shows nothing of the archive, decides no role (moderation does), and keeps nobody's
address. Its pages have no language in their path.
"""

from testimonies.accounts.factors import has_second_factor, lacks_second_factor

__all__ = ["has_second_factor", "lacks_second_factor"]
