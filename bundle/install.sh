#!/bin/sh
# Installs surgex from this folder into an environment of its own, without a network: install.sh [WHERE [PYTHON]]
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
where=${1:-surgex-environment}
python=${2:-python3}

if command -v sha256sum >/dev/null; then
  (cd "$here" && sha256sum --quiet -c SHA256SUMS)
fi
"$python" -m venv "$where"
"$where/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
  --require-hashes -r "$here/requirements.txt"
"$where/bin/surgex" --version
echo "installed: run $where/bin/surgex"
