"""What a bundle says of its wheels, from wheels made by hand. `make bundle` builds and installs one, and proves itself."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from bundle.bill import bill
from bundle.wheels import needs, requirements, wheels_in


def wheel(folder: Path, name: str, version: str, *lines: str) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        head = (f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}", *lines)
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(head) + "\n\nA text.\n")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """surgex, which needs one package, another for an extra, and through that an extra of the first."""
    wheel(tmp_path, "surgex", "1.0", "Requires-Dist: One.Package>=1", 'Requires-Dist: two; extra == "more"')
    wheel(tmp_path, "one_package", "1.5", "License-Expression: MIT", 'Requires-Dist: three; extra == "fast"')
    wheel(tmp_path, "two", "2.0", "Classifier: License :: OSI Approved :: BSD License", "Requires-Dist: one-package[fast]")
    wheel(tmp_path, "three", "3.0", 'Requires-Dist: never; sys_platform == "a system that nobody has"')
    return tmp_path


def test_every_wheel_is_required_in_its_version_with_its_hash(folder: Path) -> None:
    lines = requirements(wheels_in(folder)).splitlines()

    hashed = hashlib.sha256((folder / "two-2.0-py3-none-any.whl").read_bytes()).hexdigest()
    assert f"two==2.0 --hash=sha256:{hashed}" in lines
    assert [line.partition(" ")[0] for line in lines] == ["one-package==1.5", "surgex==1.0", "three==3.0", "two==2.0"]


def test_the_bill_names_each_package_with_its_licence_and_what_it_needs(folder: Path) -> None:
    wheels = wheels_in(folder)
    told = json.loads(bill(wheels, needs(wheels, "surgex", ("more",)), "surgex"))

    by_name = {one["name"]: one for one in told["components"]}
    needed = {one["ref"]: one["dependsOn"] for one in told["dependencies"]}
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert told["metadata"]["component"]["name"] == "surgex"
    assert by_name["one-package"]["licenses"] == [{"expression": "MIT"}]
    assert by_name["two"]["licenses"] == [{"license": {"name": "BSD License"}}]
    assert by_name["two"]["hashes"] == [{"alg": "SHA-256", "content": wheels["two"].sha256}]
    assert needed["pkg:pypi/surgex@1.0"] == ["pkg:pypi/one-package@1.5", "pkg:pypi/two@2.0"]
    assert needed["pkg:pypi/one-package@1.5"] == ["pkg:pypi/three@3.0"]


def test_the_same_wheels_give_the_same_bill(folder: Path) -> None:
    wheels = wheels_in(folder)
    needed = needs(wheels, "surgex", ("more",))

    assert bill(wheels, needed, "surgex") == bill(wheels_in(folder), needed, "surgex")


def test_a_wheel_that_is_missing_or_needed_by_none_is_named(folder: Path) -> None:
    with pytest.raises(ValueError, match="nothing needs three, two"):
        needs(wheels_in(folder), "surgex", ())
    (folder / "three-3.0-py3-none-any.whl").unlink()
    with pytest.raises(ValueError, match="three is needed and not there"):
        needs(wheels_in(folder), "surgex", ("more",))


def test_what_is_no_wheel_or_there_twice_is_named(folder: Path) -> None:
    wheel(folder, "two", "2.1")
    with pytest.raises(ValueError, match="two is there twice"):
        wheels_in(folder)
    (folder / "two-2.1-py3-none-any.whl").write_text("a source archive")
    with pytest.raises(ValueError, match="is no wheel"):
        wheels_in(folder)
