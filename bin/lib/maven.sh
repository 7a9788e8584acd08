# shellcheck shell=bash
# Finds Maven or installs it; maven() runs it with the options that are asked for.
# MAVEN_OPTS goes to Maven's own JVM; GATEHOUSE_MAVEN_REPO names another local repository.

need_maven() {
  if ! command -v mvn >/dev/null; then
    say "no Maven found"
    apt_install maven
  fi
}

maven() {
  local -a options=(-B)
  [[ -n ${GATEHOUSE_MAVEN_REPO:-} ]] && options+=("-Dmaven.repo.local=$GATEHOUSE_MAVEN_REPO")
  mvn "${options[@]}" "$@"
}
