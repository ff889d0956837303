"""The environment: names, defaults, refusals, and no secret in sight."""

from pathlib import Path

import pytest

from bot.settings import RuleSettings, Settings, settings
from rules.complaints import BadInput

TOKEN = "123456:VerySecret"  # noqa: S105  made up
PASSWORD = "sesame"  # noqa: S105  made up


def test_everything_has_a_default() -> None:
    found = settings(Settings)
    assert found.telegram_bot_token is None
    assert found.telegram_api_base_url == "https://api.telegram.org"
    assert found.database_url.startswith("sqlite:////")
    assert found.database_url.endswith("/endorse/endorse.db")
    assert (found.webhook_url, found.webhook_secret, found.port) == (None, None, 8080)
    assert (found.rule_pack, found.owner_ids, found.certificate_folder) == ("infancy-onward", (), None)
    assert (found.health_port, found.health_host, found.sentry_dsn) == (None, "127.0.0.1", None)
    assert (found.inbox_days, found.conversation_days) == (90, 1095)


def test_the_contracts_names_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": "http://127.0.0.1:8081/",
        "DATABASE_URL": f"postgresql://endorse:{PASSWORD}@db:5432/endorse",
        "WEBHOOK_URL": "https://bot.example.org/hook",
        "WEBHOOK_SECRET": "s3cret-_",
        "PORT": "9000",
        "RULE_PACK": "infancy-onward",
        "OWNER_IDS": "12, 34,",
        "CERTIFICATE_FOLDER": "/srv/certificates",
    }.items():
        monkeypatch.setenv(name, value)
    found = settings(Settings)
    assert found.telegram_bot_token is not None
    assert found.telegram_bot_token.get_secret_value() == TOKEN
    assert found.telegram_api_base_url == "http://127.0.0.1:8081"
    assert found.webhook_url == "https://bot.example.org/hook"
    assert (found.port, found.owner_ids) == (9000, (12, 34))
    assert found.certificate_folder == Path("/srv/certificates")
    shown = f"{found!r} {found}"
    for secret in (TOKEN, PASSWORD, "s3cret-_"):
        assert secret not in shown


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "PORT",
        "WEBHOOK_URL",
        "TELEGRAM_BOT_TOKEN",
        "OWNER_IDS",
        "RULE_PACK",
        "DATABASE_URL",
        "CERTIFICATE_FOLDER",
    ):
        monkeypatch.setenv(name, "")
    assert settings(Settings) == settings(Settings)
    assert settings(Settings).port == 8080


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("PORT", "none", "PORT: 'none' came; allowed is a whole number from 1 to 65535"),
        ("PORT", "0", "PORT: '0' came; allowed is a whole number from 1 to 65535"),
        ("PORT", "65536", "PORT: '65536' came; allowed is a whole number from 1 to 65535"),
        ("HEALTH_PORT", "0", "HEALTH_PORT: '0' came; allowed is a whole number from 1 to 65535"),
        ("HEALTH_HOST", "my-host", "HEALTH_HOST: 'my-host' came; allowed is an IP address of this machine, such as"),
        ("SENTRY_DSN", f"https://{PASSWORD}@host", "SENTRY_DSN: *** came; allowed is the DSN of a project, such as"),
        ("CONVERSATION_DAYS", "30", "CONVERSATION_DAYS: '30' came; allowed is days without a sign of somebody until"),
        ("OWNER_IDS", "1,x", "OWNER_IDS: '1,x' came; allowed is Telegram ids, comma separated, such as"),
        ("OWNER_IDS", "-5", "OWNER_IDS: -5 came; allowed is Telegram ids, comma separated, such as"),
        ("RULE_PACK", "atlantis", "RULE_PACK: 'atlantis' came; allowed is the name of a rule pack: infancy-onward"),
        ("TELEGRAM_API_BASE_URL", "api.telegram.org", "TELEGRAM_API_BASE_URL: 'api.telegram.org' came; allowed is the"),
        ("TELEGRAM_API_BASE_URL", "http://[::1", "TELEGRAM_API_BASE_URL: 'http://[::1' came; allowed is the http"),
        ("WEBHOOK_URL", "ftp://bot.example.org", "WEBHOOK_URL: 'ftp://bot.example.org' came; allowed is the public"),
        ("TELEGRAM_BOT_TOKEN", f"{TOKEN} or so", "TELEGRAM_BOT_TOKEN: *** came; allowed is the token that @BotFather"),
        ("WEBHOOK_SECRET", "not allowed!", "WEBHOOK_SECRET: *** came; allowed is 1 to 256 letters, digits, _ and -"),
        ("DATABASE_URL", f"mysql://me:{PASSWORD}@db/x", "DATABASE_URL 'mysql://me:***@db/x' is not a database address"),
    ],
)
def test_a_bad_value_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadInput) as caught:
        settings(Settings)
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert PASSWORD not in str(caught.value)
    assert "not allowed!" not in str(caught.value)


def test_several_bad_values_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "none")
    monkeypatch.setenv("RULE_PACK", "atlantis")
    with pytest.raises(BadInput, match=r"RULE_PACK: .*; PORT: "):
        settings(Settings)


def test_what_only_computes_reads_only_the_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "none")
    assert settings(RuleSettings).rule_pack == "infancy-onward"
