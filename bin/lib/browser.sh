# shellcheck shell=bash
# Finds Chromium for the browser tests or installs it.

need_browser() {
  if ! command -v chromium >/dev/null; then
    say "no Chromium found"
    apt_install chromium
  fi
  # The tests drive the system's browser; Playwright need not fetch its own.
  export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
}
