"""The server: Streamlit's screens from ``pages``, our own routes, start and stop."""

import streamlit as st
from streamlit import net_util

from efficacy.content.library import Library
from efficacy.home import home
from efficacy.services.workshop import Workshop
from efficacy.store.engine import licensed_folder, open_store, own_folder, own_handouts_folder
from efficacy.web import server

# Streamlit would ask a service outside for this machine's public address, to compare the pages
# that connect with it. Ours are compared with the address that they were sent to.
net_util.get_external_ip = lambda: None


def workshop() -> Workshop:
    """Return the workshop that this server runs."""
    library = Library(home() / "curriculum", licensed=licensed_folder(), own=own_folder())
    return Workshop(store=open_store(), library=library, own_handouts=own_handouts_folder())


def port() -> int:
    """Return the port that phones must call; known once the server listens."""
    return int(st.get_option("server.port") or 8501)


app = st.App(
    # Absolute, or the app would only work when started in this folder.
    home() / "pages" / "main.py",
    routes=server.routes(),
    middleware=server.middleware(),
    lifespan=server.lifespan(workshop, port=port),
)
