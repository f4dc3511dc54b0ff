#!/usr/bin/env bash
# Writes the reference of keys and the schemas in this folder anew, from the code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
for kind in experiment sweep inference mapping device converter energy; do
  ./mho spec keys "$kind" > "docs/keys/$kind.md"
  ./mho spec schema "$kind" > "docs/keys/$kind.schema.json"
done
