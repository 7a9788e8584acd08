# shellcheck shell=bash
# Finds nginx for the tests of what is published to it, or installs it.

need_nginx() {
  # Not everybody has sbin in the path.
  if ! command -v nginx >/dev/null && [[ ! -x /usr/sbin/nginx ]]; then
    say "no nginx found"
    apt_install nginx-light
    # The tests start their own; the package's need not run.
    if command -v systemctl >/dev/null; then
      as_root systemctl disable --now nginx >/dev/null 2>&1 || true
    fi
  fi
}
