"""SHA256SUMS, signed manifests, and what verify finds."""

from __future__ import annotations

import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import bagit
import pytest

from gongkai.commands.keys import PASSWORD
from gongkai.commands.main import main
from gongkai.formats import minisign
from tests.formats.judges import json_faults
from tests.tiny import document, published, site

DAY = "2026-11-23"
MANIFESTS = "content/.manifests"
OUTSIDE = ("SHA256SUMS", "data/as-of.json")  # and the manifests: not in the list


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site, built, and a key whose public part is published. Locking is made quick."""
    monkeypatch.setenv(PASSWORD, "一个足够长的密码")
    monkeypatch.setattr(minisign, "_OPERATIONS", 1 << 19)
    monkeypatch.setattr(minisign, "_MEMORY", 1 << 20)
    root = site(tmp_path / "office", {"normative/dogs.md": document()})
    assert main(["new", "key", str(tmp_path / "office.key"), "--root", str(root)]) == 0
    assert build(root) == 0
    return root


def build(root: Path, *more: str) -> int:
    arguments = ["build", "--root", str(root), "--jobs", "1"]
    return main([*arguments, *(more or ("--as-of", DAY))])


def sign(root: Path, moment: str = "2026-11-23T10:00") -> int:
    key = str(root.parent / "office.key")
    return main(["sign", "--root", str(root), "--key", key, "--as-of", moment, "--jobs", "1"])


def verify(root: Path, target: Path | str | None = None, *more: str) -> int:
    return main(
        ["verify", str(target or root / "output"), "--root", str(root), "--jobs", "1", *more]
    )


def edit(root: Path, words: str) -> None:
    (root / "content/normative/dogs.md").write_text(document(f"第一条　{words}。\n"), "utf-8")


def test_sha256sum_accepts_the_list_and_it_names_every_file(office: Path) -> None:
    output = office / "output"
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=output, check=False
    )
    assert done.returncode == 0
    listed = [line[66:] for line in (output / "SHA256SUMS").read_text("utf-8").splitlines()]
    assert listed == sorted(published(output).keys() - {"SHA256SUMS", "data/as-of.json"})


def test_the_list_follows_from_the_content_alone(office: Path, tmp_path: Path) -> None:
    before = published(office / "output")
    assert build(office, "--as-of", "2026-11-24") == 0
    after = published(office / "output")
    assert {path for path in before if before[path] != after[path]} == {"data/as-of.json"}
    edit(office, "改过")
    assert build(office) == 0
    other = tmp_path / "other"
    assert build(office, "--as-of", DAY, "--no-cache", "--output", str(other)) == 0
    assert published(other) == published(office / "output")


def test_a_build_of_pages_alone_has_no_list(office: Path) -> None:
    assert build(office, "--as-of", DAY, "--only", "html") == 0
    assert not (office / "output/SHA256SUMS").exists()


def test_minisign_accepts_what_we_sign(office: Path) -> None:
    assert sign(office) == 0
    folder = office / MANIFESTS
    done = subprocess.run(
        ["minisign", "-Vm", "000001.txt", "-p", "office.pub"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "number:1 date:2026-11-23T10:00+08:00" in done.stdout


def test_a_signed_site_is_what_the_next_build_makes(office: Path) -> None:
    assert sign(office) == 0
    before = published(office / "output")
    assert "data/manifests/000001.txt.minisig" in before
    assert build(office) == 0
    assert published(office / "output") == before
    assert verify(office) == 0


def test_every_json_file_of_integrity_is_valid(office: Path) -> None:
    assert sign(office) == 0
    files = published(office / "output")
    assert json_faults(files["data/manifests.json"], "manifests") == []
    assert json_faults(files["verify/data/index.json"], "verify-index") == []
    lists = [path for path in files if path.startswith("verify/data/t/")]
    assert lists
    assert [json_faults(files[path], "verify-texts") for path in lists] == [[]] * len(lists)
    finders = [path for path in files if path.startswith("verify/data/f/")]
    assert finders
    assert [json_faults(files[path], "verify-finder") for path in finders] == [[]] * len(finders)


def test_signing_the_same_again_adds_nothing(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (sign(office), sign(office, "2026-11-24")) == (0, 0)
    assert "没有变化" in capsys.readouterr().out
    assert len(list((office / MANIFESTS).glob("*.txt"))) == 1


def test_each_manifest_says_what_changed_since_the_one_before(office: Path) -> None:
    assert sign(office) == 0
    edit(office, "改过")
    assert (build(office), sign(office, "2026-11-24")) == (0, 0)
    second = (office / MANIFESTS / "000002.txt").read_text("utf-8")
    assert "  normative/dogs/index.html\n" in second
    assert "  404.html\n" not in second
    assert verify(office) == 0


def test_a_site_whose_last_key_was_removed_is_told(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(office) == 0
    (key,) = (office / "output/data/keys").iterdir()
    key.unlink()
    capsys.readouterr()
    assert verify(office) == 1
    assert f"data/keys/{key.name}：缺失" in capsys.readouterr().err


def test_every_changed_removed_and_added_byte_is_found_by_name(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(office) == 0
    output = office / "output"
    chance = random.Random(7)
    files = published(output)
    own = [path for path in files if path.startswith("data/manifests") or path in OUTSIDE]
    for path in {*own, *chance.sample(sorted(files), 30)}:
        file, content = output / path, files[path]
        place = chance.randrange(len(content)) if content else 0
        other = bytes([content[place] ^ 1]) if content else b"x"
        altered = content[:place] + other + content[place + 1 :]
        for spoilt in (altered, content[:-1], content + b"\n") if path in own else (altered,):
            if spoilt == content:
                continue
            file.write_bytes(spoilt)
            capsys.readouterr()
            assert verify(office) == 1, path
            assert path.removesuffix(".minisig") in capsys.readouterr().err
        file.unlink()
        capsys.readouterr()
        assert verify(office) == 1
        assert path.removesuffix(".minisig") in capsys.readouterr().err
        file.write_bytes(content)
    assert verify(office) == 0
    for added in ("x.html", "normative/dogs/x", "data/manifests/000009.txt", ".hidden"):
        (output / added).write_bytes(b"")
        capsys.readouterr()
        assert verify(office) == 1
        assert f"{added}：多出来的" in capsys.readouterr().err
        (output / added).unlink()


def test_a_link_in_the_place_of_a_file_is_found(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = office / "output/404.html"
    page.rename(office / "elsewhere")
    page.symlink_to(office / "elsewhere")
    assert verify(office) == 1
    assert "404.html：" in capsys.readouterr().err


def test_a_site_published_after_the_signing_has_an_old_signature(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(office) == 0
    edit(office, "又改")
    assert build(office) == 0
    assert verify(office) == 1
    assert "签名以后又发布过" in capsys.readouterr().err


def test_the_key_of_somebody_else_is_not_accepted(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(office) == 0
    other = minisign.SecretKey(bytes(8), bytes(32))
    (tmp_path / "other.pub").write_text(other.public.text, "utf-8")
    assert verify(office, None, "--key", str(tmp_path / "other.pub")) == 1
    assert "不是同一个" in capsys.readouterr().err
    (tmp_path / "other.pub").write_text("不是公钥", "utf-8")
    assert verify(office, None, "--key", str(tmp_path / "other.pub")) == 2


def test_a_site_without_signature_fails_where_one_is_asked_for(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(office) == 0
    assert "没有签名" in capsys.readouterr().out
    assert verify(office, None, "--key", str(office / MANIFESTS / "office.pub")) == 1


def _cut(text: bytes) -> bytes:
    return text[: len(text) // 2]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("000001.txt", "签名不对"),
        ("000001.txt.minisig", "不完整|损坏"),
        ("000002.txt", "签名不对"),
    ],
)
def test_a_truncated_manifest_stops_the_next_signing(
    office: Path, name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(office) == 0
    edit(office, "改过")
    assert (build(office), sign(office, "2026-11-24")) == (0, 0)
    file = office / MANIFESTS / name
    file.write_bytes(_cut(file.read_bytes()))
    edit(office, "再改")
    assert build(office) == 0
    capsys.readouterr()
    assert sign(office, "2026-11-25") == 1
    said = capsys.readouterr().err
    assert name in said
    assert any(word in said for word in words.split("|"))


def test_a_manifest_that_was_left_out_breaks_the_chain(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, moment in enumerate(("2026-11-23", "2026-11-24", "2026-11-25"), 1):
        edit(office, f"第{number}次")
        assert (build(office), sign(office, moment)) == (0, 0)
    folder = office / MANIFESTS
    for end in ("", ".minisig"):
        (folder / f"000002.txt{end}").unlink()
    capsys.readouterr()
    edit(office, "再改")
    assert build(office) == 0
    assert sign(office) == 1
    assert "000002.txt 缺失" in capsys.readouterr().err
    for end in ("", ".minisig"):
        (folder / f"000003.txt{end}").rename(folder / f"000002.txt{end}")
    assert sign(office) == 1
    assert "第 3 份" in capsys.readouterr().err


def test_nothing_is_signed_that_was_altered_after_the_build(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "output/404.html").write_text("改过", "utf-8")
    assert sign(office) == 1
    assert "404.html：内容被改动" in capsys.readouterr().err
    assert not list((office / MANIFESTS).glob("*.txt"))


def test_a_key_is_never_made_in_a_repository(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "clone/.git").mkdir(parents=True)
    for place in (office / "a.key", office / "content/a.key", tmp_path / "clone/deep/a.key"):
        assert main(["new", "key", str(place), "--root", str(office)]) == 2
        assert "私钥不能放在仓库里" in capsys.readouterr().err
        assert not place.exists()
    assert (tmp_path / "office.key").stat().st_mode & 0o077 == 0


def test_a_short_or_wrong_password_is_refused(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "短")
    assert main(["new", "key", str(tmp_path / "b.key"), "--root", str(office)]) == 2
    monkeypatch.setenv(PASSWORD, "另一个足够长的密码")
    assert sign(office) == 2


class _Silent(SimpleHTTPRequestHandler):
    disable_nagle_algorithm = True  # or each short answer waits for the reader's acknowledgement
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address(office: Path) -> Iterator[str]:
    handler = partial(_Silent, directory=str(office / "output"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_served_site_is_verified_with_its_signature(
    office: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(office) == 0
    assert verify(office, address) == 0
    assert "签名正确：第 1 份清单" in capsys.readouterr().out
    page = office / "output/normative/dogs/index.html"
    page.write_bytes(page.read_bytes() + b" ")
    (office / "output/404.html").unlink()
    assert verify(office, address) == 1
    said = capsys.readouterr().err
    assert "normative/dogs/index.html：内容被改动" in said
    assert "404.html：缺失" in said


def test_only_a_site_on_this_machine_is_asked(office: Path) -> None:
    assert verify(office, "http://www.example.gov.cn/") == 2


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    folder = tmp_path / "gazette-2023"
    (folder / "03").mkdir(parents=True)
    (folder / "03/公报.pdf").write_bytes(b"%PDF")
    (folder / "index.html").write_text("目录", "utf-8")
    bagit.make_bag(str(folder), {"Source-Organization": "示例市人民政府"}, checksums=["sha256"])
    return folder


def test_a_package_is_verified_to_the_byte(
    office: Path, bag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(office, bag) == 0
    for path, content in published(bag).items():
        for spoilt in (content[:-1] + bytes([content[-1] ^ 1]), content + b"x"):
            (bag / path).write_bytes(spoilt)
            capsys.readouterr()
            assert verify(office, bag) == 1, path
            assert path in capsys.readouterr().err
        (bag / path).unlink()
        assert verify(office, bag) == 1, path
        (bag / path).write_bytes(content)
    (bag / "data/more.txt").write_text("多", "utf-8")
    assert verify(office, bag) == 1
    assert "data/more.txt：多出来的" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["zip", "gztar"])
def test_a_packed_package_is_verified_where_it_lies(
    office: Path, bag: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = Path(shutil.make_archive(str(bag), form, bag.parent, bag.name))
    assert verify(office, packed) == 0
    (bag / "data/03/公报.pdf").write_bytes(b"%PDG")
    packed = Path(shutil.make_archive(str(bag), form, bag.parent, bag.name))
    assert verify(office, packed) == 1
    assert "data/03/公报.pdf：内容被改动" in capsys.readouterr().err
    packed.write_bytes(packed.read_bytes()[:-40])
    assert verify(office, packed) == 1
