#!/usr/bin/env bash
# Installs Chromium, Firefox and openssl for the end-to-end tests if they're missing.
set -euo pipefail

has() { command -v "$1" >/dev/null 2>&1; }

missing=()
has chromium || has google-chrome || [ -x "${CHROMIUM_PATH:-}" ] || missing+=(chromium)
has firefox-esr || has firefox || [ -x "${FIREFOX_PATH:-}" ] || missing+=(firefox-esr)
has openssl || missing+=(openssl)
[ "${#missing[@]}" -eq 0 ] && exit 0

if has apt-get && [ "$(id -u)" -eq 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "The end-to-end tests need ${missing[*]}. Install them, or set CHROMIUM_PATH and FIREFOX_PATH." >&2
  exit 1
fi
