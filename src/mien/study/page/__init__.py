"""What raters see: the same page whether a server, MTurk or a folder of files shows it."""

from pathlib import Path

FOLDER = Path(__file__).parent
STYLE = "study.css"
SCRIPTS = ("player.js", "form.js", "trials.js")
"""The page's scripts in the order in which they are loaded."""

SERVER_SCRIPT = "server.js"
"""Where answers go when a server shows the page; loaded before the others."""

LOCAL_SCRIPT = "local.js"
"""Where they go when there is none."""
