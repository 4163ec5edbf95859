"""The study as a web site; nothing on its pages comes from anywhere else."""

from mien.study.server.app import create_app
from mien.study.server.run import database_url, open_site, run
from mien.study.server.settings import Settings
from mien.study.server.site import Site

__all__ = ["Settings", "Site", "create_app", "database_url", "open_site", "run"]
