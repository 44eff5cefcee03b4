"""`dragoman gazetteer`: finding, adding, checking, refreshing; clear words where it cannot."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.actors.gazetteer import gazetteer as index
from dragoman.cli.app import app
from tests.actors.test_wikidata import DUMP, dump


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DRAGOMAN_GAZETTEER", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    index.cache_clear()
    yield tmp_path / "own"
    index.cache_clear()


def run(*words: str) -> tuple[int, list[dict[str, object]], str]:
    done = CliRunner().invoke(app, ["gazetteer", *words])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines() if line], done.stderr


def test_find_shows_the_row_of_the_day() -> None:
    status, rows, _ = run("find", "the Taliban", "--date", "2020-01-01")
    assert status == 0
    assert [(r["code"], r["sector"]) for r in rows] == [("AFG", "REB")]
    assert run("find", "Taliban", "--date", "2022-01-01")[1][0]["sector"] == "GOV"


def test_find_reads_a_sentence() -> None:
    _, rows, _ = run("find", "Kenya and Hezbollah spoke to ECOWAS.", "--in-text")
    assert {r["found"] for r in rows} == {"Kenya", "Hezbollah", "ECOWAS"}


def test_find_offers_the_nearest_name() -> None:
    status, rows, said = run("find", "Mozambiqe")
    assert (status, rows) == (1, [])
    assert "did you mean Mozambique?" in said


def test_a_row_is_added_and_found(own: Path) -> None:
    status, _, said = run("add", "Harbour Front", "--code", "KEN", "--sector", "REB", "--note", "own reading")
    assert status == 0
    assert str(own) in said
    assert run("find", "harbour front")[1][0]["code"] == "KEN"
    assert run("check")[0] == 0


def test_a_wrong_code_is_refused_with_the_remedy(own: Path) -> None:
    status, _, said = run("add", "Harbour Front", "--code", "KEX", "--note", "own reading")
    assert status == 2
    assert "alpha-3" in " ".join(said.split())
    assert not (own / "own.csv").exists()


def test_check_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,code,kind,note\nX,KEX,organisation,own\n", encoding="utf-8")
    status, _, said = run("check", str(path))
    assert status == 1
    assert f"{path}:2: unknown code 'KEX'" in said


def test_refresh_reads_a_dump_and_the_index_knows_it(tmp_path: Path) -> None:
    status, _, said = run("refresh", "--from", str(dump(tmp_path / "dump.json")))
    assert status == 0
    assert said.startswith("2 rows written")
    found = run("find", "A. Exemplo", "--date", "2020-01-01")[1]
    assert [(r["name"], r["wikidata"]) for r in found] == [("Ada Exemplo", "Q10")]


def test_refresh_fetches_from_a_server_only_where_it_may(tmp_path: Path) -> None:
    body = dump(tmp_path / "dump.json").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/dump.json"
        status, _, said = run("refresh", "--from", address)
        assert status == 2
        assert "--allow-private" in said
        assert run("refresh", "--from", address, "--allow-private")[0] == 0
    finally:
        server.shutdown()
        server.server_close()


def test_refresh_leaves_the_old_table_where_the_file_is_none(tmp_path: Path, own: Path) -> None:
    assert run("refresh", "--from", str(dump(tmp_path / "dump.json")))[0] == 0
    before = (own / "wikidata.csv").read_bytes()
    broken = tmp_path / "broken.json"
    broken.write_text("[\n" + json.dumps(DUMP[0]) + ",\n{broken\n", encoding="utf-8")
    status, _, said = run("refresh", "--from", str(broken))
    assert status == 2
    assert "broken.json" in said.replace("\n", "").replace("│", "").replace(" ", "")
    assert (own / "wikidata.csv").read_bytes() == before
    assert [p.name for p in own.iterdir()] == ["wikidata.csv"]
