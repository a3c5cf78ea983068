"""A software bill of materials of a bundle, as CycloneDX 1.6 JSON, from the metadata of its wheels alone."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from bundle.wheels import Wheel

LICENSED = "License :: "


def bill(wheels: Mapping[str, Wheel], needs: Mapping[str, Sequence[str]], root: str) -> str:
    """Every wheel with version, hash, licence and address, and which needs which. The same wheels give the same bytes."""
    told: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, "".join(one.sha256 for one in wheels.values())).urn,
        "version": 1,
        "metadata": {"component": {**_component(wheels[root]), "type": "application"}},
        "components": [_component(one) for name, one in wheels.items() if name != root],
        "dependencies": [
            {"ref": _purl(one), "dependsOn": [_purl(wheels[needed]) for needed in needs[name]]} for name, one in wheels.items()
        ],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _component(wheel: Wheel) -> dict[str, Any]:
    plain = {
        "type": "library",
        "bom-ref": _purl(wheel),
        "name": wheel.name,
        "version": wheel.version,
        "description": str(wheel.metadata["Summary"] or ""),
        "purl": _purl(wheel),
        "hashes": [{"alg": "SHA-256", "content": wheel.sha256}],
    }
    licences = _licences(wheel)
    return {**plain, "licenses": licences} if licences else plain


def _licences(wheel: Wheel) -> list[dict[str, Any]]:
    if wheel.metadata["License-Expression"]:
        return [{"expression": str(wheel.metadata["License-Expression"])}]
    classified = [one for one in wheel.metadata.get_all("Classifier", []) if one.startswith(LICENSED)]
    named = [one.rpartition(" :: ")[2] for one in classified] or str(wheel.metadata["License"] or "").splitlines()[:1]
    return [{"license": {"name": one}} for one in named]


def _purl(wheel: Wheel) -> str:
    return f"pkg:pypi/{wheel.name}@{wheel.version}"
