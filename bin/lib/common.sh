# shellcheck shell=bash
# What every job of bin/ needs: words, rights, packages.

say() {
  printf '%s\n' "-- $*"
}

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "This needs root or sudo: $*"
  fi
}

# Once per run is enough.
apt_update() {
  [[ -z ${apt_updated:-} ]] || return 0
  as_root apt-get update -qq || fail "apt-get update failed: is there a network?"
  apt_updated=yes
}

apt_install() {
  command -v apt-get >/dev/null || fail "Please install: $* (this script can only do so with apt)."
  apt_update
  say "installing with apt: $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    fail "apt could not install: $*"
}

apt_has() {
  apt-cache show "$1" >/dev/null 2>&1
}
