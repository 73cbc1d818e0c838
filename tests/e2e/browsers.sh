#!/usr/bin/env bash
# Makes sure that there is a Chromium (or Chrome) and a Firefox to test in: one that is installed, else Debian's packages where that
# is allowed, else Playwright's own. Prints what it does, and fails with a sentence where none of it works.
set -euo pipefail
cd "$(dirname "$0")"

have() { for name in "$@"; do command -v "$name" >/dev/null 2>&1 && return 0; done; return 1; }

missing=()
have chromium chromium-browser google-chrome google-chrome-stable || missing+=(chromium)
have firefox-esr firefox || missing+=(firefox)
[ ${#missing[@]} -eq 0 ] && exit 0

if have apt-get; then
  packages=()
  for browser in "${missing[@]}"; do
    [ "$browser" = firefox ] && packages+=(firefox-esr) || packages+=("$browser")
  done
  if [ "$(id -u)" -eq 0 ]; then as_root=(); elif have sudo && sudo -n true 2>/dev/null; then as_root=(sudo); else as_root=(false); fi
  if "${as_root[@]}" true 2>/dev/null; then
    echo "Installing ${packages[*]} with apt-get …"
    if "${as_root[@]}" apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null; then
      exit 0
    fi
  fi
fi

echo "Installing ${missing[*]} with Playwright …"
npx playwright install "${missing[@]}" || {
  echo "The tests need Chromium and Firefox. Install them (for example: sudo apt-get install chromium firefox-esr), then try again." >&2
  exit 1
}
