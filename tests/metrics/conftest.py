"""One of each database."""

from tests.storage.conftest import postgres_server, postgres_url, storage, url

__all__ = ["postgres_server", "postgres_url", "storage", "url"]
