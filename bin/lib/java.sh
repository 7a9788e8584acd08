# shellcheck shell=bash
# Finds a JDK of version 21 or newer, or installs one; sets JAVA_HOME.

java_needed=21

# The major version of the JDK in a folder; nothing where there is none.
jdk_version() {
  [[ -x $1/bin/javac ]] || return 0
  "$1/bin/javac" -version 2>&1 | sed -nE 's/^javac ([0-9]+).*/\1/p'
}

jdk_fits() {
  local version
  version=$(jdk_version "$1")
  [[ -n $version && $version -ge $java_needed ]]
}

find_jdk() {
  local candidate
  local -a candidates=()
  [[ -n ${JAVA_HOME:-} ]] && candidates+=("$JAVA_HOME")
  if command -v javac >/dev/null; then
    candidate=$(readlink -f "$(command -v javac)")
    candidates+=("${candidate%/bin/javac}")
  fi
  candidates+=(/usr/lib/jvm/*)
  for candidate in "${candidates[@]}"; do
    if jdk_fits "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

install_jdk() {
  local package
  command -v apt-get >/dev/null || fail "Please install a JDK of version $java_needed or newer."
  apt_update
  for package in openjdk-25-jdk-headless openjdk-21-jdk-headless; do
    if apt_has "$package"; then
      apt_install "$package"
      return
    fi
  done
  install_temurin
}

# Debian 12 has no JDK that is new enough; Adoptium publishes one for it.
install_temurin() {
  local release keyring=/etc/apt/keyrings/adoptium.asc
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
  [[ -n $release ]] || fail "Please install a JDK of version $java_needed or newer: this system is not known."
  apt_install ca-certificates curl
  say "adding Adoptium's packages for $release"
  as_root mkdir -p /etc/apt/keyrings
  curl -fsSL https://packages.adoptium.net/artifactory/api/gpg/key/public | as_root tee "$keyring" >/dev/null ||
    fail "Adoptium's key cannot be fetched. Please install a JDK of version $java_needed or newer by hand."
  printf 'deb [signed-by=%s] https://packages.adoptium.net/artifactory/deb %s main\n' "$keyring" "$release" |
    as_root tee /etc/apt/sources.list.d/adoptium.list >/dev/null
  as_root apt-get update -qq || fail "Adoptium's packages cannot be listed."
  apt_install temurin-25-jdk
}

need_java() {
  JAVA_HOME=$(find_jdk) || {
    say "no JDK of version $java_needed or newer found"
    install_jdk
    JAVA_HOME=$(find_jdk) || fail "There is still no JDK of version $java_needed or newer."
  }
  export JAVA_HOME
  say "JDK $(jdk_version "$JAVA_HOME") in $JAVA_HOME"
}
